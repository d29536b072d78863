import { defineQuery } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

type Params = Readonly<Record<string, string | number>>;

/** Conditions on legs by name, with the parameters of the same name. Which of them apply is up to the search. */
const conditions = {
  from: 'start_time >= fromUnixTimestamp64Milli({from: Int64})',
  to: 'start_time < fromUnixTimestamp64Milli({to: Int64})',
  calling: 'calling_number BETWEEN {calling: UInt64} AND {calling_to: UInt64}',
  called: 'called_number BETWEEN {called: UInt64} AND {called_to: UInt64}',
  carrier: 'carrier = {carrier: String}',
  upstream: "ifNull(upstream, '') = {upstream: String}",
  downstream: "ifNull(downstream, '') = {downstream: String}",
  customer: "ifNull(customer, '') = {customer: String}",
  trunk: "ifNull(ingress_trunk, '') = {trunk: String}",
  attestation: "ifNull(toString(attestation), '') = {attestation: String}",
  sip: 'sip_code BETWEEN {sip: UInt16} AND {sip_to: UInt16}',
  answered: '(answer_time IS NOT NULL) = {answered: UInt8}',
  least_s:
    'answer_time IS NOT NULL AND end_time >= answer_time + toIntervalMillisecond({least_s: UInt32} * 1000)',
  most_s:
    'answer_time IS NOT NULL AND end_time <= answer_time + toIntervalMillisecond({most_s: UInt32} * 1000)',
} as const;

export type LegCondition = keyof typeof conditions;

/** Conditions on one whole number, which an index of the store finds (docs/decisions/numbers-are-found-by-index.md). */
const wholeNumber = {
  calling: 'calling_number = {calling: UInt64}',
  called: 'called_number = {called: UInt64}',
} as const;

export interface LegSearch {
  readonly conditions: readonly LegCondition[];
  /** Of `conditions`: those that ask for one whole number. */
  readonly whole: readonly (keyof typeof wholeNumber)[];
  readonly params: Params;
}

const sorts = {
  start_time: 'start_time',
  talk_s: 'talk_s',
} as const;
export type LegSort = keyof typeof sorts;
export const legSorts = ['start_time', 'talk_s'] as const satisfies readonly LegSort[];

/** Columns of a leg as a list shows it; '' and null = unknown. */
export const legColumns = {
  start_time: z.iso.datetime(),
  carrier: z.string(),
  calling_number: z.union([z.number(), z.string()]).describe('0 = withheld or unusable'),
  called_number: z.union([z.number(), z.string()]),
  upstream: z.string().describe("Who handed the call in; the carrier's own id: its own customer"),
  downstream: z.string().describe("Who got the call next; the carrier's own id: its own subscriber"),
  sip_code: z.number(),
  answered: z.boolean(),
  talk_s: z.number().nullable().describe('Seconds from answer to end; null = not answered'),
  attestation: z.string(),
  customer: z.string(),
  ingress_trunk: z.string(),
  ingress_country: z.string(),
  call_id: z.string(),
} as const;

const key = 'carrier, start_time, call_id';

const columns = `
  concat(replaceOne(toString(start_time), ' ', 'T'), 'Z') AS start_time, carrier, calling_number, called_number,
  ifNull(upstream, '') AS upstream, ifNull(downstream, '') AS downstream, sip_code, answer_time IS NOT NULL AS answered,
  if(answer_time IS NULL, NULL, greatest(0, dateDiff('millisecond', answer_time, end_time)) / 1000) AS talk_s,
  ifNull(toString(attestation), '') AS attestation, ifNull(customer, '') AS customer,
  ifNull(ingress_trunk, '') AS ingress_trunk, ifNull(ingress_country, '') AS ingress_country, call_id`;

/** A name in a condition is the stored column, and not the text that is made of it. */
const asStored = 'prefer_column_name_to_alias = 1';
/** Revisions of a leg have its start, so they lie in one partition. */
const byPartition = 'do_not_merge_across_partitions_select_final = 1';

/**
 * Where legs of a search are looked for. A leg may have revisions, and the highest one counts. For a whole number, legs are found
 * by the index in all their revisions; then the highest revision of these is read and must fulfil the conditions itself.
 */
function wanted({ conditions: asked, whole }: LegSearch): string {
  const all = asked.map((name) => conditions[name]);
  if (whole.length === 0) return all.length === 0 ? '1' : all.join(' AND ');
  return [
    `(${key}) IN (SELECT ${key} FROM cdr_store WHERE ${foundBy({ conditions: asked, whole })})`,
    ...all,
  ].join(' AND ');
}

/** What all revisions of a leg share, and the number. */
const foundBy = ({ conditions: asked, whole }: Pick<LegSearch, 'conditions' | 'whole'>) =>
  [
    ...whole.map((name) => wholeNumber[name]),
    ...asked
      .filter((name) => name === 'from' || name === 'to' || name === 'carrier')
      .map((name) => conditions[name]),
  ].join(' AND ');

/** A whole number with more records than this is a busy one: its legs lie all over the store, and no index helps. */
export const mostRecords = 20_000;

/**
 * Legs of a whole number, in any of their revisions. A leg that was sent again counts once, also before the store has merged it. No
 * more are counted than tell a busy number.
 */
export const numberRecords = (search: LegSearch) =>
  defineQuery<Params>()({
    name: 'console: records of a number',
    row: z.object({ records: z.number() }),
    sql: `SELECT count() AS records FROM (SELECT DISTINCT ${key} FROM cdr_store WHERE ${foundBy(search)} LIMIT ${mostRecords + 1})`,
  });

const direction = (descending: boolean) => (descending ? 'DESC' : 'ASC');
const sortKeys: Readonly<Record<LegSort, string>> = {
  start_time: 'start_time',
  talk_s: "if(answer_time IS NULL, -1, dateDiff('millisecond', answer_time, end_time))",
};

/** A page of legs: first its keys, from few columns, then these legs with all columns. */
export function legPage(search: LegSearch, sort: LegSort, descending: boolean) {
  const where = wanted(search);
  const order = `${sortKeys[sort]} ${direction(descending)}, ${key}`;
  return defineQuery<Params>()({
    name: 'console: page of legs',
    row: z.object(legColumns).extend({ answered: z.number().transform((value) => value === 1) }),
    sql: `
SELECT ${columns}
FROM cdr
WHERE (${key}) IN (SELECT ${key} FROM cdr WHERE ${where} ORDER BY ${order} LIMIT {limit: UInt32} OFFSET {offset: UInt32})
ORDER BY ${order}
SETTINGS ${asStored}, ${byPartition}`,
  });
}

/** How many legs a search finds. */
export const legTotal = (search: LegSearch) =>
  defineQuery<Params>()({
    name: 'console: number of legs',
    row: z.object({ total: z.number() }),
    sql: `SELECT count() AS total FROM cdr WHERE ${wanted(search)} SETTINGS ${byPartition}`,
  });

/** First and last start of all stored legs, ms since 1970. The engine keeps both beside each part: no row is read. */
export const storedSpan = defineQuery()({
  name: 'console: span of stored legs',
  row: z.object({ legs: z.number(), first: z.number(), last: z.number() }),
  sql: `SELECT count() AS legs, toUnixTimestamp64Milli(min(start_time)) AS first, toUnixTimestamp64Milli(max(start_time)) AS last
FROM cdr_store`,
});
