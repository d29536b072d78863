import {
  everyCandidate,
  explain,
  findCandidate,
  headline,
  listCandidates,
} from '@ringtrace/detect/candidates/explain';
import { candidateStatuses } from '@ringtrace/schemas/tables/campaigns';
import { type Command, parseCommandLine, positiveInteger, UsageError } from '../command.ts';
import { withStore } from '../connect.ts';
import { didYouMean } from '../did-you-mean.ts';
import { print, printCsv, printJson, printJsonLines, table } from '../output.ts';
import { timeFrom } from '../time.ts';

const formats = ['table', 'csv', 'json', 'jsonl'] as const;
/** Far more than anybody has. */

export const candidates: Command = {
  help: `Usage: ringtrace candidates [--status STATUS] [--since TIME] [--limit N] [--format FORMAT] [--json]
       ringtrace candidates ID [--json]

  ringtrace candidates --status open --since 2026-03-03
  ringtrace candidates --format csv > candidates.csv
  ringtrace candidates t-1a2b3c

Without an id: candidates, newest first, a line each. With the id of a candidate or of its campaign: why it was opened,
what is proven and what is only claimed of its origin, an example call with its path, and whom to ask next.
  --status STATUS  only those that are ${candidateStatuses.join(', ')}
  --since TIME     only those whose event time is not before: a day, or a time with its zone
  --limit N        the newest N; without it, all
  --format FORMAT  ${formats.join(', ')}; --json is the same as --format json`,
  async run(args) {
    const { values, positionals } = parseCommandLine(args, {
      status: { type: 'string' },
      since: { type: 'string' },
      limit: { type: 'string' },
      format: { type: 'string' },
      json: { type: 'boolean' },
    });
    const [id, extra] = positionals;
    if (extra !== undefined) throw new UsageError(`unexpected argument '${extra}'`);
    const format = oneOf('format', values.json === true ? 'json' : (values.format ?? 'table'), formats);
    if (id !== undefined) {
      if ((values.status ?? values.since ?? values.limit) !== undefined)
        throw new UsageError('--status, --since and --limit choose from the list: leave the id out');
      return showOne(id, format);
    }
    const filter = {
      status: values.status === undefined ? '' : oneOf('status', values.status, candidateStatuses),
      since: values.since === undefined ? 0 : timeFrom('since', values.since),
      limit: positiveInteger('limit', values.limit, everyCandidate.limit),
    };
    const found = await withStore('readOnly', ({ store }) => listCandidates(store, filter));
    await show(found, format);
    return 0;
  },
};

type Format = (typeof formats)[number];
type Candidates = Awaited<ReturnType<typeof listCandidates>>;

function oneOf<const T extends string>(option: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  throw new UsageError(
    `--${option} takes one of ${known.join(', ')}, not '${value}'${didYouMean(value, known)}`,
  );
}

async function showOne(id: string, format: Format): Promise<number> {
  if (format !== 'table' && format !== 'json')
    throw new UsageError(
      `--format ${format} is for the list: one candidate is shown as text, or with --json`,
    );
  const one = await withStore('readOnly', ({ store }) => findCandidate(store, id));
  if (one === undefined) throw new Error(`there is no candidate '${id}': 'ringtrace candidates' lists them`);
  if (format === 'json') printJson(one);
  else print(explain(one).join('\n'));
  return 0;
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
