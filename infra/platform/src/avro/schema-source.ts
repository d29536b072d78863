import { cdrBatchAvro } from '@ringtrace/schemas/cdr';
import { releasedSchemas } from '@ringtrace/schemas/released';
import { type AvroJson, avroSchema } from './canonical-form.ts';
import { isTooDeep } from './depth.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { SchemaRef } from './framing.ts';

/** Where writer schemas are looked up. Undefined = not known, which makes a message an `unknown_schema` dead letter. */
export interface SchemaSource {
  lookup(ref: SchemaRef): Promise<AvroJson | undefined>;
}

/** The feed schema of this version, as JSON. */
export const feedSchema: AvroJson = avroSchema.parse(cdrBatchAvro);
export const feedFingerprint = fingerprintOf(feedSchema);

/** Reads a schema's text. Throws where it is no JSON, or nested too deeply. */
export function parseSchema(text: string): AvroJson {
  const json: unknown = JSON.parse(text);
  if (isTooDeep(json)) throw new Error('it is nested too deeply');
  return avroSchema.parse(json);
}

/** This version's feed schema and every one released before it, by fingerprint. */
export const builtInSchemas: ReadonlyMap<string, AvroJson> = new Map(
  [...[...releasedSchemas.values()].map(parseSchema), feedSchema].map((schema) => [
    fingerprintOf(schema),
    schema,
  ]),
);

/** Knows the built-in schemas and those given, by fingerprint; no ids of a registry. */
export function fixedSchemas(registered: readonly AvroJson[] = []): SchemaSource {
  const known = new Map([
    ...builtInSchemas,
    ...registered.map((schema) => [fingerprintOf(schema), schema] as const),
  ]);
  return { lookup: async ({ kind, id }) => (kind === 'fingerprint' ? known.get(id) : undefined) };
}
