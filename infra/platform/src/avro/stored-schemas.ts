import { feedSchemas } from '@ringtrace/schemas/tables/feed-schemas';
import { z } from 'zod';
import { defineQuery, type Store } from '../clickhouse.ts';
import type { Config } from '../config.ts';
import type { Logger } from '../log.ts';
import type { AvroJson } from './canonical-form.ts';
import { nameOfRef } from './framing.ts';
import { openRegistry, type Registry } from './registry.ts';
import { fixedSchemas, parseSchema, type SchemaSource } from './schema-source.ts';

const all = defineQuery()({
  name: 'feed schemas',
  sql: 'SELECT name, schema, toUnixTimestamp64Milli(added_at) AS added_at FROM feed_schemas FINAL ORDER BY added_at, name',
  row: z.object({ name: z.string(), schema: z.string(), added_at: z.number() }),
});

/** A schema that was added to this store, or kept from the registry. */
export type StoredSchema = z.infer<typeof all.row>;

export const listSchemas = (store: Store): Promise<StoredSchema[]> => store.query(all, {});

/** Makes a schema known under a fingerprint or `registry:ID`. */
export async function storeSchema(store: Store, name: string, schema: AvroJson): Promise<void> {
  await store.insertRows(feedSchemas, [{ name, schema: JSON.stringify(schema), added_at: Date.now() }]);
}

interface StoredSchemasOptions {
  readonly store: Store;
  readonly registry?: Registry | undefined;
}

/** A schema that was added this long ago, ms, is known to every process. */
export const schemaStaleMs = 2_000;

/**
 * The built-in schemas, those of the store, and, where there is a registry, what it knows, which is then kept in the
 * store: a registry that is away later stops nobody. However many names are asked for, the store is read once in
 * `schemaStaleMs`: messages of unknown schemas cost the others nothing. Throws where the store doesn't answer.
 */
function storedSchemas({ store, registry }: StoredSchemasOptions): SchemaSource {
  const builtIn = fixedSchemas();
  const known = new Map<string, AvroJson>();
  let last = { at: Number.NEGATIVE_INFINITY, reading: Promise.resolve() };

  async function read(): Promise<void> {
    for (const { name, schema } of await listSchemas(store)) known.set(name, parseSchema(schema));
  }

  async function refresh(): Promise<void> {
    if (performance.now() - last.at > schemaStaleMs) last = { at: performance.now(), reading: read() };
    await last.reading.catch((error) => {
      last.at = Number.NEGATIVE_INFINITY;
      throw error;
    });
  }

  return {
    async lookup(ref) {
      const name = nameOfRef(ref);
      const found = (await builtIn.lookup(ref)) ?? known.get(name);
      if (found !== undefined) return found;
      await refresh();
      if (known.has(name) || ref.kind !== 'registry') return known.get(name);
      const schema = await registry?.fetch(ref.id);
      if (schema === undefined) return undefined;
      await storeSchema(store, name, schema);
      known.set(name, schema);
      return schema;
    },
  };
}

/** Every schema that this installation reads. */
export function schemasOf({
  config,
  store,
  log,
}: {
  config: Config;
  store: Store;
  log: Logger;
}): SchemaSource {
  const url = config.SCHEMA_REGISTRY_URL;
  return storedSchemas({ store, registry: url === undefined ? undefined : openRegistry(url, log) });
}
