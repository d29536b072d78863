import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { isLegOfKeys, type LegKey, legKeyList } from './leg-keys.ts';

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

export const legSorts = ['start_time', 'talk_s'] as const;
export type LegSort = (typeof legSorts)[number];

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
 * Legs of a whole number, in any of their revisions. A leg that was sent again counts once, also before the store has merged it. Legs are
 * told apart by carrier and start: ids of calls are long, and would be most of what is read. No more are counted than tell a busy
 * number.
 */
export const numberRecords = (search: LegSearch) =>
  defineQuery<Params>()({
    name: 'console: records of a number',
    row: z.object({ records: z.number() }),
    sql: `SELECT count() AS records FROM (SELECT DISTINCT carrier, start_time FROM cdr_store WHERE ${foundBy(search)} LIMIT ${mostRecords + 1})`,
  });

const sortKeys: Readonly<Record<LegSort, string>> = {
  start_time: 'toUnixTimestamp64Milli(start_time)',
  talk_s: "if(answer_time IS NULL, -1, dateDiff('millisecond', answer_time, end_time))",
};

/** Which page of the legs that were found. */
interface LegPage {
  readonly sort: LegSort;
  readonly descending: boolean;
  readonly limit: number;
  readonly offset: number;
}

/**
 * How many legs a search finds, and the keys of those on a page in their order: what is searched is read once for both, from few
 * columns.
 */
function legKeys(search: LegSearch, { sort, descending, limit, offset }: LegPage) {
  const order = `${descending ? '-' : ''}(${sortKeys[sort]})`;
  return defineQuery<Params>()({
    name: 'console: number of legs, and those of a page',
    row: z.object({
      total: z.number(),
      keys: z
        .array(z.tuple([z.number(), z.string(), z.number(), z.string()]))
        .transform((keys) => keys.map(([, carrier, start_ms, call_id]) => ({ carrier, start_ms, call_id }))),
    }),
    sql: `
SELECT count() AS total,
  arraySlice(groupArraySorted(${offset + limit})((${order}, toString(carrier), toUnixTimestamp64Milli(start_time), call_id)), ${offset + 1}, ${limit}) AS keys
FROM cdr
WHERE ${wanted(search)}
SETTINGS ${asStored}, ${byPartition}`,
  });
}

/** The legs of these keys as a list shows them, in any order. @public */
export const legsOfKeys = defineQuery<{ readonly keys: readonly LegKey[] }>()({
  name: 'console: legs of a page',
  lists: { keys: legKeyList },
  row: z
    .object(legColumns)
    .extend({ answered: z.number().transform((value) => value === 1), start_ms: z.number() }),
  sql: `
SELECT ${columns}, toUnixTimestamp64Milli(cdr.start_time) AS start_ms
FROM cdr
WHERE ${isLegOfKeys}
SETTINGS ${asStored}, ${byPartition}`,
});

/** The legs of a page in its order, and how many the search finds. `settings` hold for each of the two statements. */
export async function readLegs(
  store: Pick<Store, 'query'>,
  search: LegSearch,
  page: LegPage,
  settings: Parameters<Store['query']>[2] = {},
) {
  const [{ total, keys } = { total: 0, keys: [] }] = await store.query(
    legKeys(search, page),
    search.params,
    settings,
  );
  if (keys.length === 0) return { items: [], total };
  const found = await store.query(legsOfKeys, { keys }, settings);
  const byKey = new Map(found.map(({ start_ms, ...leg }) => [keyOf({ ...leg, start_ms }), leg]));
  return { items: keys.flatMap((key) => byKey.get(keyOf(key)) ?? []), total };
}

const keyOf = ({ carrier, start_ms, call_id }: LegKey) => JSON.stringify([carrier, start_ms, call_id]);

/** First and last start of all stored legs, ms since 1970. The engine keeps both beside each part: no row is read. */
export const storedSpan = defineQuery()({
  name: 'console: span of stored legs',
  row: z.object({ legs: z.number(), first: z.number(), last: z.number() }),
  sql: `SELECT count() AS legs, toUnixTimestamp64Milli(min(start_time)) AS first, toUnixTimestamp64Milli(max(start_time)) AS last
FROM cdr_store`,
});
