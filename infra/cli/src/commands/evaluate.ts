import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { evaluate as compareWithLabels, type Label } from '@ringtrace/detect/evaluate';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { type Command, noPositionals, parseCommandLine, required } from '../command.ts';
import { withStore } from '../connect.ts';
import { print, printJson, table } from '../output.ts';

const labelRow = z.strictObject({
  carrier: z.string().min(1),
  call_id: z.string().min(1),
  campaign: z.string(),
});

export const evaluate: Command = {
  name: 'evaluate',
  summary: 'how right detection was, against labelled traffic',
  help: `Usage: ringtrace evaluate --labels FILE [--json]

FILE is CSV with the header carrier,call_id,campaign; an empty campaign is legitimate. A candidate is true when at least
80% of its legs carry one label; a campaign is found when true candidates hold at least half of its stored legs.`,
  async run(args) {
    const { values, positionals } = parseCommandLine(args, {
      labels: { type: 'string' },
      json: { type: 'boolean' },
    });
    noPositionals(positionals);
    const file = required(values.labels, 'labels');
    await access(file, constants.R_OK).catch(() => {
      throw new Error(`cannot read ${file}: does it exist?`);
    });
    const result = await withStore('readWrite', ({ store }) => compareWithLabels(store, labelsIn(file)));
    if (values.json) printJson(result);
    else print(inWords(result));
    return 0;
  },
};

async function* labelsIn(file: string): AsyncGenerator<Label> {
  const rows = createReadStream(file).pipe(
    parse({ columns: true, bom: true, skip_empty_lines: true, relax_column_count: true }),
  );
  let line = 1;
  for await (const row of rows) {
    line += 1;
    const label = labelRow.safeParse(row);
    if (!label.success)
      throw new Error(
        `${file}:${line}: this is no labels file: its header is carrier,call_id,campaign and each line has these three`,
      );
    yield label.data;
  }
}

type Result = Awaited<ReturnType<typeof compareWithLabels>>;
const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

function inWords(result: Result): string {
  return [
    table(
      result.campaigns.map(({ campaign, legs, recall, found }) => ({
        campaign,
        legs,
        'legs in candidates': percent(recall),
        found: found ? 'yes' : 'NO',
      })),
    ),
    '',
    table(
      result.candidates.map(({ campaign_id, label, legs, purity, isTrue }) => ({
        campaign: campaign_id,
        legs,
        'mostly labelled': label === '' ? 'legitimate' : label,
        purity: percent(purity),
        true: isTrue ? 'yes' : 'NO',
      })),
    ),
    '',
    `candidates: precision ${percent(result.precision)}, campaigns: recall ${percent(result.recall)}`,
    `legs: precision ${percent(result.legPrecision)}, recall ${percent(result.legRecall)}, F1 ${percent(result.legF1)}`,
    ...(result.unmatchedLabels === 0 ? [] : [`${result.unmatchedLabels} labels belong to no stored leg`]),
  ].join('\n');
}
