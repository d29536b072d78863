import { readFile } from 'node:fs/promises';
import { compileReader } from '@ringtrace/platform/avro/batch-reader';
import type { AvroJson } from '@ringtrace/platform/avro/canonical-form';
import { fingerprintOf } from '@ringtrace/platform/avro/fingerprint';
import { builtInSchemas, parseSchema } from '@ringtrace/platform/avro/schema-source';
import { listSchemas, schemaStaleMs, storeSchema } from '@ringtrace/platform/avro/stored-schemas';
import { pause } from '@ringtrace/platform/pause';
import { whyUnreadable } from '@ringtrace/platform/unreadable';
import { command, group } from '../command.ts';
import { withStore } from '../connect.ts';
import { print, printJson, table } from '../output.ts';
import { usage } from '../usage/schema.ts';

export const schema = group('schema', usage, {
  add: command(usage.subcommands.add, async ({ file }, { json }) => add(file, json === true)),
  list: command(usage.subcommands.list, async (_, { json }) => list(json === true)),
});

/** The schema of a file that this version can read. Throws in one line where there is none. */
async function readableSchema(file: string): Promise<AvroJson> {
  const text = await readFile(file, 'utf8').catch((error) => {
    throw new Error(`can't read ${file}: ${whyUnreadable(error)}`);
  });
  try {
    const found = parseSchema(text);
    compileReader(found);
    return found;
  } catch (error) {
    const reason =
      error instanceof SyntaxError ? 'it is no JSON' : error instanceof Error ? error.message : String(error);
    throw new Error(`${file} is no schema of feed messages that this version can read: ${reason}`);
  }
}

async function add(file: string, json: boolean): Promise<number> {
  const added = await readableSchema(file);
  const fingerprint = fingerprintOf(added);
  const known = builtInSchemas.has(fingerprint);
  if (!known) {
    await withStore('readWrite', ({ store }) => storeSchema(store, fingerprint, added));
    // So that nothing sent from now on meets a worker that doesn't know it yet.
    await pause(schemaStaleMs);
  }
  if (json) printJson({ fingerprint, builtIn: known });
  else print(known ? `${fingerprint} is a schema of this version` : `${fingerprint} is known from now on`);
  return 0;
}

async function list(json: boolean): Promise<number> {
  const stored = await withStore('readOnly', ({ store }) => listSchemas(store));
  const rows = [
    ...[...builtInSchemas.keys()].map((name) => ({ schema: name, since: 'this version' })),
    ...stored.map(({ name, added_at }) => ({ schema: name, since: new Date(added_at).toISOString() })),
  ];
  if (json) printJson(rows);
  else print(table(rows));
  return 0;
}
