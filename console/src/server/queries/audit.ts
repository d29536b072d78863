import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { isoTimes } from './times.ts';

type Filter = {
  /** '' = any, here and below. */
  actor: string;
  kind: string;
  type: string;
  /** Id of a thing: its own entries, those of its case, and those that name it. */
  thing: string;
  /** ms since 1970. */
  from: number;
  to: number;
};
type Wanted = Filter & { limit: number; offset: number };

/** A copy that is not merged yet may hold an entry twice: entries are told apart by their place in the log. */
const where = `
WHERE at >= fromUnixTimestamp64Milli({from: Int64}) AND at < fromUnixTimestamp64Milli({to: Int64})
  AND ({actor: String} = '' OR actor = {actor: String}) AND ({kind: String} = '' OR toString(kind) = {kind: String})
  AND ({type: String} = '' OR type = {type: String})
  AND ({thing: String} = '' OR id = {thing: String} OR case_id = {thing: String} OR position(data, concat('"', {thing: String}, '"')) > 0)`;

const entries = (order: 'ASC' | 'DESC') =>
  defineQuery<Wanted>()({
    name: 'console: entries of the log of casework',
    sql: `
SELECT sequence, at, toString(kind) AS kind, id, version, case_id, toString(type) AS type, toString(actor) AS actor, reason, data, hash
FROM case_events_store ${where}
ORDER BY sequence ${order} LIMIT 1 BY sequence LIMIT {limit: UInt32} OFFSET {offset: UInt32}`,
    row: z.object({
      sequence: z.number(),
      at: z.iso.datetime(),
      kind: z.string(),
      id: z.string(),
      version: z.number(),
      case_id: z.string(),
      type: z.string(),
      actor: z.string(),
      reason: z.string(),
      data: z.string(),
      hash: z.string(),
    }),
  });
const oldestFirst = entries('ASC');
const newestFirst = entries('DESC');

const counted = defineQuery<Filter>()({
  name: 'console: number of entries of the log of casework',
  sql: `SELECT uniqExact(sequence) AS total FROM case_events_store ${where}`,
  row: z.object({ total: z.number() }),
});

export async function readEntries(store: Store, descending: boolean, wanted: Wanted) {
  const { limit: _, offset: __, ...filter } = wanted;
  const [rows, [count]] = await Promise.all([
    store.query(descending ? newestFirst : oldestFirst, wanted, isoTimes),
    store.query(counted, filter),
  ]);
  return { rows, total: count?.total ?? 0 };
}

const choices = defineQuery()({
  name: 'console: who and what stands in the log',
  sql: `SELECT arraySort(groupUniqArray(toString(actor))) AS actors, arraySort(groupUniqArray(toString(type))) AS types FROM case_events_store`,
  row: z.object({ actors: z.array(z.string()), types: z.array(z.string()) }),
});

/** Who and what can be filtered by. */
export async function readChoices(store: Store) {
  const [found] = await store.query(choices, {});
  return found ?? { actors: [], types: [] };
}
