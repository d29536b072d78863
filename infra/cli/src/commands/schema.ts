import { readFile } from 'node:fs/promises';
import { compileReader } from '@ringtrace/platform/avro/batch-reader';
import type { AvroJson } from '@ringtrace/platform/avro/canonical-form';
import { fingerprintOf } from '@ringtrace/platform/avro/fingerprint';
import { builtInSchemas, parseSchema } from '@ringtrace/platform/avro/schema-source';
import { listSchemas, schemaStaleMs, storeSchema } from '@ringtrace/platform/avro/stored-schemas';
import { pause } from '@ringtrace/platform/pause';
import { type Command, parseCommandLine, UsageError } from '../command.ts';
import { withStore } from '../connect.ts';
import { print, printJson, table } from '../output.ts';

export const schema: Command = {
  help: `Usage: ringtrace schema add FILE [--json]
       ringtrace schema list [--json]

add   makes an Avro schema (.avsc) known by its fingerprint, once it is sure that this version can read it, and returns
      when the workers know it. 'ringtrace dead-letters replay' then sends again what came before. A schema of the
      registry (SCHEMA_REGISTRY_URL) needs no adding.
list  every schema that is known: those of this version, added ones, and those fetched from the registry`,
  async run(args) {
    const { values, positionals } = parseCommandLine(args, { json: { type: 'boolean' } });
    const [verb, file, extra] = positionals;
    const json = values.json === true;
    if (verb === 'add') {
      if (file === undefined) throw new UsageError('the file is missing');
      if (extra !== undefined) throw new UsageError('one file at a time');
      return add(file, json);
    }
    if (verb !== 'list')
      throw new UsageError(verb === undefined ? 'say add or list' : `there is no 'schema ${verb}'`);
    if (file !== undefined) throw new UsageError(`unexpected argument '${file}'`);
    return list(json);
  },
};

/** The schema of a file that this version can read. Throws in one line where there is none. */
async function readableSchema(file: string): Promise<AvroJson> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`cannot read ${file}: does it exist?`);
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
