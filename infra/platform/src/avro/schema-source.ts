import { cdrBatchAvro } from '@ringtrace/schemas/cdr';
import { releasedSchemas } from '@ringtrace/schemas/released';
import { type AvroJson, avroSchema } from './canonical-form.ts';
import { isTooDeep } from './depth.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { SchemaRef } from './framing.ts';

/**
 * Looks up writer schemas. undefined = not known: then the message becomes a dead letter with reason `unknown_schema`.
 */
export interface SchemaSource {
  lookup(ref: SchemaRef): Promise<AvroJson | undefined>;
}

/** The feed schema of this version, as JSON. */
export const feedSchema: AvroJson = avroSchema.parse(cdrBatchAvro);
export const feedFingerprint = fingerprintOf(feedSchema);

/** Parses a schema's JSON. Throws where it is not JSON, or nested too deeply. */
export function parseSchema(text: string): AvroJson {
  const json: unknown = JSON.parse(text);
  if (isTooDeep(json)) throw new Error('the schema is nested too deeply');
  return avroSchema.parse(json);
}

/** This version's feed schema and every released one, by fingerprint. */
export const builtInSchemas: ReadonlyMap<string, AvroJson> = new Map(
  [...[...releasedSchemas.values()].map(parseSchema), feedSchema].map((schema) => [
    fingerprintOf(schema),
    schema,
  ]),
);

/** A source that knows the built-in and the given schemas by fingerprint. It knows no ids of a registry. */
export function fixedSchemas(registered: readonly AvroJson[] = []): SchemaSource {
  const known = new Map([
    ...builtInSchemas,
    ...registered.map((schema) => [fingerprintOf(schema), schema] as const),
  ]);
  return { lookup: async ({ kind, id }) => (kind === 'fingerprint' ? known.get(id) : undefined) };
}
