import { explain, headline } from '@ringtrace/detect/candidates/explain';
import { pictureInText } from '@ringtrace/detect/candidates/picture';
import {
  type Candidate,
  everyCandidate,
  findCandidate,
  listCandidates,
} from '@ringtrace/detect/candidates/stored-candidates';
import { successorOf } from '@ringtrace/detect/candidates/successor';
import { loadConfig } from '@ringtrace/platform/config';
import { confirm, dismiss, precision, takeBack } from '../candidates/verdicts.ts';
import { sayWhetherReportOnly } from '../cases.ts';
import { command, group, UsageError } from '../command.ts';
import { withStore } from '../connect.ts';
import { print, printCsv, printJson, printJsonLines, table } from '../output.ts';
import { drawInto } from '../picture-file.ts';
import { timeFrom } from '../time.ts';
import { usage } from '../usage/candidates.ts';
import type { OptionValues } from '../usage.ts';

const look = command(usage.alone, async ({ id }, options) => {
  const { status, since, limit, svg } = options;
  const format = options.json ? 'json' : options.format;
  if (id !== undefined) {
    if ((status ?? since ?? limit) !== undefined)
      throw new UsageError('--status, --since and --limit choose from the list: leave the id out');
    return svg === undefined ? showOne(id, format) : drawOne(id, format, svg);
  }
  if (svg !== undefined)
    throw new UsageError('--svg draws one candidate: name it, as in: ringtrace candidates ID --svg FILE');
  const filter = {
    status: status ?? '',
    since: since === undefined ? 0 : timeFrom('since', since),
    limit: limit ?? everyCandidate.limit,
  };
  const found = await withStore('readOnly', ({ store }) => listCandidates(store, filter));
  await show(found, format);
  sayWhetherReportOnly(loadConfig());
  return 0;
});

export const candidates = group(
  'candidates',
  usage,
  { confirm, dismiss, 'take-back': takeBack, precision },
  look,
);

type Format = OptionValues<typeof usage.alone.options>['format'];
type Candidates = Awaited<ReturnType<typeof listCandidates>>;

async function showOne(id: string, format: Format): Promise<number> {
  if (format !== 'table' && format !== 'json')
    throw new UsageError(
      `--format ${format} is for the list: one candidate is shown as text, or with --json`,
    );
  const { one, successor } = await theOne(id);
  if (format === 'json') printJson(one);
  else print([...explain(one, successor), ...pictureInText(one)].join('\n'));
  sayWhetherReportOnly(loadConfig());
  return 0;
}

async function drawOne(id: string, format: Format, file: string): Promise<number> {
  if (format !== 'table') throw new UsageError(`--svg and --format ${format} exclude each other`);
  drawInto(file, (await theOne(id)).one);
  return 0;
}

/** With the candidate that it became part of, if it did. */
function theOne(id: string): Promise<{ one: Candidate; successor: string | undefined }> {
  return withStore('readOnly', async ({ store }) => {
    const one = await findCandidate(store, id);
    if (one === undefined)
      throw new Error(`there is no candidate '${id}': 'ringtrace candidates' lists them`);
    const successor = one.status === 'merged' ? await successorOf(store, one.campaign_id) : undefined;
    return { one, successor };
  });
}

async function show(all: Candidates, format: Format): Promise<void> {
  if (format === 'json') printJson(all);
  else if (format === 'jsonl') printJsonLines(all);
  else if (format === 'csv') await printCsv(csvColumns, all.map(inColumns));
  else print(inTable(all));
}

function inTable(all: Candidates): string {
  if (all.length === 0) return 'No candidates.';
  return table(all.map((one) => ({ candidate: one.candidate_id, status: one.status, what: headline(one) })));
}

const csvColumns = [
  'candidate_id',
  'status',
  'event_time',
  'calls',
  'calling_number',
  'called_number',
  'call_time',
  'origin_provider',
  'claimed_origin',
  'entry_provider',
  'next_provider_to_ask',
] as const;

const inColumns = (one: Candidates[number]) =>
  csvColumns.map((name) => (name === 'calls' ? one.evidence.calls : one[name]));
