import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

const names = defineQuery()({
  name: 'console: names of providers',
  sql: 'SELECT provider_id, name FROM providers',
  row: z.object({ provider_id: z.string(), name: z.string() }),
});

/** Names in the reference data in force, by provider id. */
export const readNames = async (store: Store): Promise<ReadonlyMap<string, string>> =>
  new Map((await store.query(names, {})).map(({ provider_id, name }) => [provider_id, name]));
