import { createBatchDecoder, encodeBatch } from '@ringtrace/platform/avro/batch-codec';
import { createRecordDecoder } from '@ringtrace/platform/avro/record-codec';
import { feedFingerprint, fixedSchemas } from '@ringtrace/platform/avro/schema-source';
import { type Cdr, emptyCdr } from '@ringtrace/schemas/cdr';
import { describe, expect, it } from 'vitest';
import { decodeMessage } from './decode.ts';
import { validateColumns, validateMessage } from './validate.ts';

const start = Date.UTC(2025, 2, 4, 15);
const cdr = (call_id: string, fields: Partial<Cdr> = {}): Cdr => ({
  ...emptyCdr,
  call_id,
  start_time: start,
  end_time: start + 1_000,
  called_number: '3125550199',
  ...fields,
});
const decoder = createBatchDecoder(fixedSchemas());
const validate = async (value: Buffer | null, timestamp = start + 9_000) =>
  validateMessage(
    await decodeMessage(decoder, { topic: 'cdr.acme', partition: 2, offset: 40, timestamp, value }),
  );
const message = (records: Cdr[]) =>
  encodeBatch({ batch_id: 'b', source: 'sw1', sequence: 3, produced_at: start + 5_000, records });

describe('the horizon of retention', () => {
  const horizon = start + 60_000;
  const records = [
    cdr('old'),
    cdr('young', { start_time: horizon, end_time: horizon }),
    cdr('old and wrong', { called_number: 'nobody' }),
  ];
  const decoded = () =>
    decodeMessage(decoder, {
      topic: 'cdr.acme',
      partition: 2,
      offset: 40,
      timestamp: start + 9_000,
      value: message(records),
    });

  it('makes a dead letter of an older record, and keeps its bytes; a fault of its own comes first', async () => {
    const { accepted, dead, account } = validateMessage(await decoded(), horizon);
    expect(accepted.map(({ call_id }) => call_id)).toEqual(['young']);
    expect(dead.map(({ record_index, field, reason }) => [record_index, field, reason])).toEqual([
      [0, 'start_time', 'past_retention'],
      [2, 'called_number', 'invalid_field'],
    ]);
    expect(dead[0]?.detail).toContain('before 2025-03-04, the horizon of retention');
    expect(account).toMatchObject({ records: 3, accepted: 1, dead: 2, first_start: horizon });
    const columns = validateColumns(await decoded(), horizon);
    expect(columns.dead).toEqual(dead);
    expect(columns.account).toEqual(account);
  });

  it('is known of single records, where a topic is counted again later', async () => {
    const { accepted, dead } = validateMessage(await decoded(), 0, new Set([0]));
    expect(accepted.map(({ call_id }) => call_id)).toEqual(['young']);
    expect(dead[0]).toMatchObject({
      reason: 'past_retention',
      detail: expect.stringContaining('an earlier horizon'),
    });
  });
});

describe('validating a message', () => {
  it('lets a bad record cost only itself, and keeps its bytes', async () => {
    const bad = cdr('bad', { called_number: 'nobody', start_time: start + 1 });
    const { accepted, dead, account } = await validate(
      message([cdr('a'), bad, cdr('b', { start_time: start + 60_000, end_time: start + 61_000 })]),
    );
    expect(accepted.map(({ call_id }) => call_id)).toEqual(['a', 'b']);
    expect(dead).toMatchObject([
      {
        carrier: 'acme',
        topic: 'cdr.acme',
        partition: 2,
        offset: 40,
        record_index: 1,
        field: 'called_number',
        source: 'sw1',
        produced_at: start + 5_000,
        received_at: start + 9_000,
        status: 'open',
        writer_schema: feedFingerprint,
      },
    ]);
    const original = Buffer.from(dead[0]?.original ?? []);
    expect({ ...(await createRecordDecoder(fixedSchemas()).decode(feedFingerprint, original)) }).toEqual(bad);
    expect(account).toMatchObject({
      records: 3,
      accepted: 2,
      dead: 1,
      first_start: start,
      last_start: start + 60_000,
    });
  });

  it('makes one dead letter of a message that cannot be read, with all of its bytes and no account', async () => {
    const value = Buffer.from('random');
    const { accepted, dead, account } = await validate(value);
    expect([accepted, account]).toEqual([[], undefined]);
    expect(dead).toMatchObject([
      { record_index: -1, reason: 'undecodable', original: value, produced_at: 0 },
    ]);
    expect((await validate(null)).dead).toMatchObject([{ record_index: -1, reason: 'undecodable' }]);
  });

  it('keeps a time the store cannot hold out of it', async () => {
    expect((await validate(Buffer.from('random'), -1)).dead[0]?.received_at).toBe(0);
  });

  it('gives the same rows for the same message', async () => {
    const value = message([cdr('a'), cdr('', {})]);
    expect(await validate(value)).toEqual(await validate(value));
  });
});
