import { randomUUID } from 'node:crypto';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { keyword, text } from '@ringtrace/schemas/columns';
import { defineTable, type RowOf, tableDdl } from '@ringtrace/schemas/table';
import { z } from 'zod';

const labelTable = defineTable({
  name: 'evaluate_labels',
  comment: 'Labels of one run of evaluate; dropped after it.',
  columns: { carrier: keyword(), call_id: text(), campaign: text() },
  engine: 'MergeTree',
  orderBy: ['carrier', 'call_id'],
});
/** What a leg really was; an empty campaign is legitimate. */
export type Label = RowOf<typeof labelTable>;

/** A candidate is true when this share of its legs carries one label. */
const trueShare = 0.8;
/** A campaign is found when true candidates hold this share of its legs. */
const foundShare = 0.5;
const rowsPerInsert = 50_000;

const countsRow = z.object({ campaign_id: z.string(), label: z.string(), legs: z.number() });
const labelledRow = z.object({ label: z.string(), legs: z.number() });

export interface CandidateResult {
  readonly campaign_id: string;
  /** The commonest label among its legs; '' = legitimate. */
  readonly label: string;
  readonly legs: number;
  /** Share of its legs with that label. */
  readonly purity: number;
  readonly isTrue: boolean;
}

export interface CampaignResult {
  readonly campaign: string;
  /** Legs of the campaign that are stored. */
  readonly legs: number;
  /** Share of them in any open candidate, and in true ones. */
  readonly recall: number;
  readonly foundLegs: number;
  readonly found: boolean;
}

export interface Evaluation {
  readonly candidates: readonly CandidateResult[];
  readonly campaigns: readonly CampaignResult[];
  /** By candidate and by campaign. */
  readonly precision: number;
  readonly recall: number;
  /** By leg: suspected or not, against labelled or not. */
  readonly legPrecision: number;
  readonly legRecall: number;
  readonly legF1: number;
  /** Labels without a stored leg: a labels file of other data. */
  readonly unmatchedLabels: number;
}

/** Compares what open candidates hold with what the legs really were. */
export async function evaluate(
  store: Store,
  labels: Iterable<Label> | AsyncIterable<Label>,
): Promise<Evaluation> {
  const table = { ...labelTable, name: `evaluate_labels_${randomUUID().replaceAll('-', '')}` };
  await store.command(tableDdl(table));
  try {
    await insertLabels(store, table, labels);
    return await compare(store, table.name);
  } finally {
    await store.command(`DROP TABLE ${table.name} SYNC`);
  }
}

async function insertLabels(
  store: Store,
  table: typeof labelTable,
  labels: Iterable<Label> | AsyncIterable<Label>,
): Promise<void> {
  let rows: Label[] = [];
  for await (const label of labels) {
    rows.push(label);
    if (rows.length < rowsPerInsert) continue;
    await store.insertRows(table, rows);
    rows = [];
  }
  await store.insertRows(table, rows);
}

async function compare(store: Store, labels: string): Promise<Evaluation> {
  const counts = await store.query(
    defineQuery()({
      name: 'labels of candidates',
      row: countsRow,
      sql: `SELECT campaign_id, l.campaign AS label, count() AS legs
        FROM campaign_calls AS c LEFT JOIN ${labels} AS l ON l.carrier = c.carrier AND l.call_id = c.call_id
        WHERE campaign_id IN (SELECT campaign_id FROM traceback_candidates WHERE status IN ('open', 'confirmed'))
        GROUP BY campaign_id, label ORDER BY campaign_id, legs DESC, label`,
    }),
    {},
  );
  const labelled = await store.query(
    defineQuery()({
      name: 'stored legs of labels',
      row: labelledRow,
      sql: `SELECT campaign AS label, count() AS legs FROM ${labels}
        WHERE (carrier, call_id) IN (SELECT carrier, call_id FROM cdr) GROUP BY label ORDER BY label`,
    }),
    {},
  );
  const [total] = await store.query(
    defineQuery()({
      name: 'labels',
      row: z.object({ rows: z.number() }),
      sql: `SELECT count() AS rows FROM ${labels}`,
    }),
    {},
  );
  return score(counts, labelled, total?.rows ?? 0);
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
/** Nothing asked is nothing missed. */
const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);

/** The figures of an evaluation from its counts. */
export function score(
  counts: readonly z.infer<typeof countsRow>[],
  labelled: readonly z.infer<typeof labelledRow>[],
  labels: number,
): Evaluation {
  const byCandidate = Map.groupBy(counts, (row) => row.campaign_id);
  const candidates = [...byCandidate].map(([campaign_id, rows]): CandidateResult => {
    const legs = sum(rows.map((row) => row.legs));
    const top = rows.reduce((best, row) => (row.legs > best.legs ? row : best));
    const purity = top.legs / legs;
    return { campaign_id, label: top.label, legs, purity, isTrue: top.label !== '' && purity >= trueShare };
  });
  const truly = new Set(candidates.filter((c) => c.isTrue).map((c) => c.campaign_id));
  const campaigns = labelled
    .filter((row) => row.label !== '')
    .map(({ label, legs }): CampaignResult => {
      const own = counts.filter((row) => row.label === label);
      const foundLegs = sum(own.filter((row) => truly.has(row.campaign_id)).map((row) => row.legs));
      const recall = sum(own.map((row) => row.legs)) / legs;
      return { campaign: label, legs, recall, foundLegs, found: foundLegs / legs >= foundShare };
    });
  const suspected = sum(counts.map((row) => row.legs));
  const rightly = sum(counts.filter((row) => row.label !== '').map((row) => row.legs));
  const legPrecision = share(rightly, suspected);
  const legRecall = share(rightly, sum(campaigns.map((c) => c.legs)));
  return {
    candidates,
    campaigns,
    precision: share(truly.size, candidates.length),
    recall: share(campaigns.filter((c) => c.found).length, campaigns.length),
    legPrecision,
    legRecall,
    legF1: legPrecision + legRecall === 0 ? 0 : (2 * legPrecision * legRecall) / (legPrecision + legRecall),
    unmatchedLabels: labels - sum(labelled.map((row) => row.legs)),
  };
}
