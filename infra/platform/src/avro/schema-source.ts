import { cdrBatchAvro } from '@ringtrace/schemas/cdr';
import { type AvroJson, avroSchema } from './canonical-form.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { SchemaRef } from './framing.ts';

/** Where writer schemas are looked up. Undefined = not known, which makes a message an `unknown_schema` dead letter. */
export interface SchemaSource {
  lookup(ref: SchemaRef): Promise<AvroJson | undefined>;
}

/** The feed schema of this version, as JSON. */
export const feedSchema: AvroJson = avroSchema.parse(cdrBatchAvro);
export const feedFingerprint = fingerprintOf(feedSchema);

/**
 * Knows this version's feed schema and those given, by fingerprint. Registry ids stay unknown here: a client of
 * a schema registry is a SchemaSource of its own.
 */
export function fixedSchemas(registered: readonly AvroJson[] = []): SchemaSource {
  const known = new Map([feedSchema, ...registered].map((schema) => [fingerprintOf(schema), schema]));
  return { lookup: async ({ kind, id }) => (kind === 'fingerprint' ? known.get(id) : undefined) };
}
