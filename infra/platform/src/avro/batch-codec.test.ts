import { type Cdr, type CdrBatch, cdrBatchAvro, emptyCdr } from '@ringtrace/schemas/cdr';

import { describe, expect, it } from 'vitest';
import { createBatchDecoder, encodeBatch } from './batch-codec.ts';
import { type AvroJson, avroSchema } from './canonical-form.ts';
import { DecodeError } from './decode-error.ts';
import { fingerprintOf } from './fingerprint.ts';
import { singleObjectHeader } from './framing.ts';
import { feedFingerprint, fixedSchemas } from './schema-source.ts';
import { avroType } from './type.ts';

const cdr = (call_id: string): Cdr => ({
  ...emptyCdr,
  call_id,
  start_time: Date.UTC(2025, 2, 4, 15),
  end_time: Date.UTC(2025, 2, 4, 15, 1),
  calling_number: '+12125550100',
  called_number: '3125550199',
  upstream: 'peer',
  sip_code: 200,
});
const batch = (records: Cdr[]): CdrBatch => ({
  batch_id: '0b1e4c4e-6a43-4b1c-9d5a-3b1d8c1f0a11',
  source: 'sw1',
  sequence: 7,
  produced_at: Date.UTC(2025, 2, 4, 16),
  records,
});
const decoder = createBatchDecoder(fixedSchemas());

async function refusal(message: Buffer, using = decoder): Promise<DecodeError> {
  try {
    const { batch: read } = await using.decode(message);
    for (let i = 0; i < read.size; i += 1) read.record(i);
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
  throw new Error('the message was accepted');
}

const writerOf = (schema: AvroJson, value: unknown) =>
  Buffer.concat([singleObjectHeader(fingerprintOf(schema)), avroType(schema).toBuffer(value)]);

describe('a feed message', () => {
  it('decodes to what was encoded, with the header separate from the records', async () => {
    const sent = batch([cdr('a'), cdr('b')]);
    const { batch: read, writerSchema } = await decoder.decode(encodeBatch(sent));
    expect(writerSchema).toBe(feedFingerprint);
    const { records, ...header } = sent;
    expect({ ...read.header }).toEqual(header);
    expect([{ ...read.record(0) }, { ...read.record(1) }]).toEqual(records);
  });

  it('gives the original bytes of each record', async () => {
    const { batch: read } = await decoder.decode(encodeBatch(batch([cdr('a'), cdr('b')])));
    const { batch: single } = await decoder.decode(encodeBatch(batch([cdr('b')])));
    expect(read.original(1)).toEqual(single.original(0));
  });
});

describe('schema evolution', () => {
  const fields = cdrBatchAvro.fields;
  const older = avroSchema.parse({
    ...cdrBatchAvro,
    namespace: 'com.carrier',
    fields: [
      ...fields.slice(0, 4),
      {
        name: 'records',
        type: {
          type: 'array',
          items: {
            type: 'record',
            name: 'Cdr',
            fields: [
              { name: 'extra', type: ['null', { type: 'map', values: 'double' }], default: null },
              { name: 'call_id', type: 'string' },
              { name: 'start_time', type: 'long' },
              { name: 'end_time', type: 'long' },
              { name: 'calling_number', type: 'string' },
              { name: 'called_number', type: 'string' },
              { name: 'sip_code', type: 'int' },
            ],
          },
        },
      },
      { name: 'trailer', type: { type: 'fixed', name: 'Trailer', size: 4 } },
    ],
  });
  const legs = [
    {
      extra: { a: 1.5 },
      call_id: 'x',
      start_time: 1,
      end_time: 2,
      calling_number: '',
      called_number: '1',
      sip_code: 486,
    },
  ];
  const message = writerOf(older, { ...batch([]), records: legs, trailer: Buffer.from('tail') });

  it('reads a registered schema with missing, further and moved fields; defaults fill missing ones', async () => {
    const { batch: read } = await createBatchDecoder(fixedSchemas([older])).decode(message);
    expect(read.record(0)).toMatchObject({
      call_id: 'x',
      sip_code: 486,
      upstream: null,
      verstat: 'none',
      revision: 0,
    });
    expect(read.header.source).toBe('sw1');
  });

  it('refuses it as unknown_schema before it is registered, naming it', async () => {
    const error = await refusal(message);
    expect([error.reason, error.writerSchema]).toEqual(['unknown_schema', fingerprintOf(older)]);
  });

  it('refuses a schema that lacks what a CDR needs, and a registry id without a registry', async () => {
    const other = avroSchema.parse({ type: 'record', name: 'Other', fields: [{ name: 'a', type: 'int' }] });
    const using = createBatchDecoder(fixedSchemas([other]));
    expect((await refusal(writerOf(other, { a: 1 }), using)).reason).toBe('unknown_schema');
    expect((await refusal(Buffer.from([0, 0, 0, 0, 9, 1, 2]))).writerSchema).toBe('registry:9');
  });
});

describe('hostile bytes', () => {
  const good = encodeBatch(batch([cdr('a')]));
  const head = (...tail: number[]) => {
    const { records: _, ...header } = batch([]);
    const empty = encodeBatch({ ...header, records: [] });
    return Buffer.concat([empty.subarray(0, -1), Buffer.from(tail)]);
  };

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('hello, this is no Avro at all')],
    ['a frame without a payload', singleObjectHeader(feedFingerprint)],
    ['a count of 2^40', head(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01)],
    ['a count of -2^63', head(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 0x00)],
    ['a string of negative length', head(0x02, 0x01)],
    ['a varint without end', head(...Array<number>(40).fill(0xff))],
    ['bytes behind the end', Buffer.concat([good, Buffer.from([0])])],
  ])('%s is undecodable', async (_, bytes) => {
    expect((await refusal(bytes)).reason).toBe('undecodable');
  });

  it('every truncation is undecodable', async () => {
    for (let length = 0; length < good.length; length += 1) {
      expect((await refusal(good.subarray(0, length))).reason).toBe('undecodable');
    }
  });

  it('a flipped bit never raises anything but a DecodeError', async () => {
    for (let bit = 0; bit < good.length * 8; bit += 1) {
      const bytes = Buffer.from(good);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await refusal(bytes).catch((error) => expect(error.message).toBe('the message was accepted'));
    }
  });

  it('items without bytes are limited in number', async () => {
    const schema = avroSchema.parse({
      ...cdrBatchAvro,
      fields: [...cdrBatchAvro.fields, { name: 'nothing', type: { type: 'array', items: 'null' } }],
    });
    const bytes = writerOf(schema, { ...batch([]), nothing: [] });
    const bomb = Buffer.concat([bytes.subarray(0, -1), Buffer.from([0x80, 0x80, 0x80, 0x80, 0x20, 0])]);
    expect((await refusal(bomb, createBatchDecoder(fixedSchemas([schema])))).reason).toBe('undecodable');
  });

  it('a value out of range makes only its own record unreadable', async () => {
    const longs = avroSchema.parse(cdrBatchAvro);
    const message = writerOf(longs, batch([cdr('a'), { ...cdr('b'), start_time: 2 ** 52 }]));
    const at = message.indexOf(Buffer.from([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10]));
    message.set([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x70], at);
    const { batch: read } = await decoder.decode(message);
    expect(read.record(0).call_id).toBe('a');
    expect(() => read.record(1)).toThrow(DecodeError);
  });
});
