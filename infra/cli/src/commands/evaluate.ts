import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { evaluate as compareWithLabels, type Label } from '@ringtrace/detect/evaluate/evaluate';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { command } from '../command.ts';
import { withStore } from '../connect.ts';
import { count, print, printJson, table } from '../output.ts';
import { usage } from '../usage/evaluate.ts';

const labelRow = z.strictObject({
  carrier: z.string().min(1),
  call_id: z.string().min(1),
  campaign: z.string(),
});

export const evaluate = command(usage, async (_, { labels: file, json }) => {
  await access(file, constants.R_OK).catch(() => {
    throw new Error(`cannot read ${file}: does it exist?`);
  });
  const result = await withStore('readWrite', ({ store }) => compareWithLabels(store, labelsIn(file)));
  if (json) printJson(result);
  else print(inWords(result));
  return 0;
});

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
const withBounds = ({ value, low, high, of }: Result['bounds']['precision']) =>
  `${percent(value)} (${percent(low)} to ${percent(high)}, of ${count(of)})`;
const orNone = (value: number | undefined) => (value === undefined ? 'none' : count(value));

function inWords(result: Result): string {
  return [
    table(
      result.campaigns.map(
        ({ campaign, calls, legs, recall, found, candidates, minutesToEvent, callsBefore }) => ({
          campaign,
          calls,
          legs,
          'legs in candidates': percent(recall),
          found: found ? 'yes' : 'NO',
          candidates,
          'minutes to event': orNone(minutesToEvent),
          'calls before': orNone(callsBefore),
        }),
      ),
    ),
    '',
    table(
      result.candidates.map(({ campaign_id, label, legs, purity, score, isTrue }) => ({
        campaign: campaign_id,
        legs,
        score: score.toFixed(2),
        'mostly labelled': label === '' ? 'legitimate' : label,
        purity: percent(purity),
        true: isTrue ? 'yes' : 'NO',
      })),
    ),
    '',
    table(result.kinds.map(({ kind, recall }) => ({ 'campaigns found': kind, recall: withBounds(recall) }))),
    '',
    `candidates: precision ${withBounds(result.bounds.precision)}; ${result.candidatesPerCampaign.toFixed(2)} for each campaign found`,
    `candidates taken back: ${count(result.takenBack)} of ${count(result.opened)} ever opened`,
    `campaigns: recall ${withBounds(result.bounds.recall)}, F1 ${percent(result.f1)}; bounds of 95%`,
    `false candidates for a million legitimate calls: ${result.falseCandidatesPerMillion.toFixed(1)}`,
    `median from a campaign's first call to its candidate's event time: ${orNone(result.medianMinutesToEvent)} minutes, ${orNone(result.medianCallsBefore)} calls`,
    `legs: precision ${percent(result.legPrecision)}, recall ${percent(result.legRecall)}, F1 ${percent(result.legF1)}`,
    ...(result.unmatchedLabels === 0 ? [] : [`${result.unmatchedLabels} labels belong to no stored leg`]),
  ].join('\n');
}
