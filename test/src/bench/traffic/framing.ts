import { singleObjectHeader } from '@ringtrace/platform/avro/framing';
import { feedFingerprint } from '@ringtrace/platform/avro/schema-source';
import { cdrBatchAvro } from '@ringtrace/schemas/cdr';
import { Output } from './output.ts';
import type { TrafficBatch } from './source.ts';

/** Most bytes around the records of a batch. */
const frameBytes = 4_096;
const endOfArray = 0;

const feedHeader = singleObjectHeader(feedFingerprint);

/** A batch as a carrier sends it: an Avro CdrBatch in single-object encoding. */
export function feedMessage(batch: TrafficBatch): Buffer {
  const { records, source } = batch;
  const out = new Output(frameBytes);
  const [a = 0, b = 0, c = 0, d = 0] = batch.id;
  out.copy(feedHeader);
  out.uuid(a, b, c, d);
  out.long(source.length);
  out.copy(Buffer.from(source));
  out.long(batch.sequence);
  out.time(batch.producedAt);
  out.long(batch.count);
  return Buffer.concat([out.written(), records, Buffer.of(endOfArray)]);
}

const cdrAvro = cdrBatchAvro.fields.flatMap(({ type }) =>
  typeof type === 'object' && 'items' in type ? type.items : [],
)[0];
/** The schema of a record without its descriptions, which would make every file larger. */
const fileSchema = JSON.stringify(cdrAvro, (key, value: unknown) => (key === 'doc' ? undefined : value));

/** The same records as an Avro object container file, as ClickHouse's format Avro reads it. */
export function avroFile({ id, count, records }: TrafficBatch): Buffer {
  const out = new Output(frameBytes);
  const text = (value: string) => {
    out.long(value.length);
    out.copy(Buffer.from(value));
  };
  out.copy(Buffer.from('Obj\x01'));
  out.long(1);
  text('avro.schema');
  text(fileSchema);
  out.long(0);
  const sync = Buffer.from(id.buffer);
  out.copy(sync);
  out.long(count);
  out.long(records.length);
  return Buffer.concat([out.written(), records, sync]);
}
