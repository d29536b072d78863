import avro, { type Type } from 'avsc';
import type { AvroJson } from './canonical-form.ts';

/** avsc's form of a schema; it gets a copy, as it may write into what it is given. Throws where it is no schema. */
export function avroType(schema: AvroJson): Type {
  return avro.Type.forSchema(JSON.parse(JSON.stringify(schema)));
}
