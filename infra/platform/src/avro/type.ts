import avro, { type Type } from 'avsc';
import type { AvroJson } from './canonical-form.ts';

/** Makes avsc's type of a schema, from a copy, as avsc may change the object. Throws where it is no schema. */
export function avroType(schema: AvroJson): Type {
  return avro.Type.forSchema(JSON.parse(JSON.stringify(schema)));
}
