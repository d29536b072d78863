import { BlockTable } from '@ringtrace/enrich/block-table';
import { createReference, type Provider } from '@ringtrace/enrich/reference';
import { createBatchDecoder, encodeBatch } from '@ringtrace/platform/avro/batch-codec';
import { avroSchema } from '@ringtrace/platform/avro/canonical-form';
import { feedSchema } from '@ringtrace/platform/avro/schema-source';
import { avroType } from '@ringtrace/platform/avro/type';
import { type Seeded, seeded } from '@ringtrace/platform/seeded';
import { createBlock } from '@ringtrace/schemas/block';
import { type Cdr, cdrBatchAvro, emptyCdr } from '@ringtrace/schemas/cdr';
import { cdrStore, type LineType } from '@ringtrace/schemas/tables/cdr';
import { describe, expect, it } from 'vitest';
import { checkRecord } from './check.ts';
import { decodeMessage, isUnread } from './decode.ts';
import { enrichRecord } from './enrich.ts';
import { enrichColumns } from './enrich-columns.ts';
import { validateColumns, validateMessage } from './validate.ts';
import { versionOf, versionsOf } from './version.ts';

const start = Date.UTC(2025, 2, 4, 15);

const uuid = '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9';
const numbers = [
  ...['+12125550100', '12125550100', '2125550100', '(212) 555-0100', '011442079460123', '+442079460123'],
  ...[
    '5512345678',
    '2125560100',
    '2125570100',
    '9011442079460123',
    'sip:+12125550100@10.0.0.1',
    '911',
    '*672025550123',
    '1234567890123456',
    '+0',
    '+1202555****',
    '120255501??',
    '12025550241.0',
    '1.2025550241E+10',
    '1.20256E+10',
    '="1,31256e10"',
    '+266696687',
    '266696687',
    '7378742833',
    '2025550123#',
    '"12025550193" <sip:192.0.2.2>',
    'sip:+7378742833@192.0.2.2',
  ],
];
/** Numbers that a spreadsheet damaged. A record with one of them becomes a dead letter. */
const damaged = ['1;20256E+10', '1.3E+01', '1.20256×10¹⁰', '1/1/2026', 'Jan-25'];
const callers = [...numbers, ...damaged, '', 'anonymous', 'ACME BANK', 'José', '☎', '+', '9'.repeat(300)];
const called = [
  ...numbers,
  ...numbers,
  ...damaged,
  '',
  'nobody',
  'sip:alice@host',
  'é12',
  '1'.repeat(300),
  '12@34',
];
const optional = [null, null, 'peer', 'tg-1', 'é', '', 'x'.repeat(64), 'x'.repeat(65), 'x'.repeat(129)];

const providers = [...optional, 'North.star_2-b', '.north', '-x', 'north star', 'x\nAsk next: y', 'x\u202e'];

/** Values that a field is given now and then: right, wrong, or right but not in canonical form. */
const unusual: { readonly [K in keyof Cdr]: readonly Cdr[K][] } = {
  call_id: ['', 'x', 'é', 'x'.repeat(256), 'x'.repeat(257), '☎'.repeat(100)],
  revision: [1, 255, 256, -1],
  withdrawn: [true],
  start_time: [start - 1, 0, start + 1e9, Date.UTC(1999, 11, 31), 2 ** 52, -1],
  answer_time: [null, start, start - 999, start - 1_001, start + 30_000, start + 30_500, start + 40_000],
  end_time: [start, start - 500, start - 2_000, start + 40 * 86_400_000, start * 1_000],
  calling_number: callers,
  called_number: called,
  upstream: providers,
  downstream: providers,
  ingress_trunk: optional,
  egress_trunk: optional,
  customer: optional,
  sip_code: [0, 99, 100, 486, 699, 700, -5],
  attestation: [null, 'A', 'B', 'C', 'D', 'a', '', 'AB', 'é'],
  origid: [
    null,
    uuid,
    uuid.toUpperCase(),
    uuid.replaceAll('-', ''),
    'not-a-uuid',
    '',
    `${uuid}0`,
    uuid.replace('f', 'g'),
  ],
  signer_ocn: [...optional, '123A'],
  verstat: ['passed', 'failed', 'none', '', 'Passed', 'maybe', 'nonee'],
  identity: [null, 'eyJ'.repeat(200), '', 'x'.repeat(17_000)],
  ingress_country: [null, 'MX', 'mx', 'M', 'USA', '7X', ''],
  caller_name: [null, 'ACME', 'Łódź', '', 'n'.repeat(256), 'n'.repeat(300), 'é'.repeat(200)],
};

function vary<K extends keyof Cdr>(cdr: Cdr, name: K, { pick }: Seeded): void {
  cdr[name] = pick(unusual[name]);
}

function record(draw: Seeded, i: number): Cdr {
  const cdr: Cdr = {
    ...emptyCdr,
    call_id: `call-${i}`,
    start_time: start + draw.below(10_000),
    end_time: start + 30_000,
    calling_number: draw.pick(numbers),
    called_number: draw.pick(numbers),
    upstream: draw.pick(['peer', 'other', null]),
    origid: draw.below(2) === 0 ? uuid : null,
    attestation: draw.pick([null, 'A', 'B']),
    signer_ocn: draw.pick([null, '123A', '890B', '9999']),
    ingress_country: draw.pick([null, null, 'MX', 'US']),
    sip_code: 200,
  };
  for (const name of names) if (draw.below(60) === 0) vary(cdr, name, draw);
  return cdr;
}

const isName = (name: string): name is keyof Cdr => name in emptyCdr;
const names = Object.keys(emptyCdr).filter(isName);

const peer: Provider = {
  provider_id: 'peer',
  name: 'Peer',
  ocns: ['123A'],
  member: true,
  country: 'US',
  rmd: 'listed',
  shaken: 'complete',
};
const block = (digits: string, ocn: string, line_type: LineType = '') => ({
  block: digits,
  ocn,
  company: '',
  state: '',
  rate_center: '',
  line_type,
});
const reference = createReference(7, {
  providers: [peer, { ...peer, provider_id: 'other', ocns: ['890B'], country: 'GB', rmd: 'removed' }],
  isDno: (n) => n === 12_125_550_100,
  blocks: new BlockTable([block('212555', '123A', 'MOBILE'), block('212556', '890B')]),
  areaCodes: [
    {
      npa: '212',
      in_service: true,
      location: 'NY',
      country: 'US',
      service: '',
      time_zones: ['America/New_York'],
    },
  ],
});

/**
 * A field without bytes gives the message another layout. Such a message is read record by record, from the same bytes.
 */
const byRecord = avroSchema.parse({
  ...cdrBatchAvro,
  fields: [...cdrBatchAvro.fields, { name: 'nothing', type: 'null' }],
});
const decoderOf = (schema: typeof feedSchema) => createBatchDecoder({ lookup: async () => schema });
const decoders = { columns: decoderOf(feedSchema), records: decoderOf(byRecord) };

/** Filled with each message and emptied, as those of a worker are. */
const rows = createBlock(cdrStore);
const columns = createBlock(cdrStore);

/** Validates a message in both ways and expects the same result. Returns how many records stayed in columns. */
async function sameBothWays(value: Buffer) {
  const message = { topic: 'cdr.acme', partition: 1, offset: 5, timestamp: start + 60_000, value };
  const read = await decodeMessage(decoders.columns, message);
  const exact = await decodeMessage(decoders.records, message);
  const { plain, ...validated } = validateColumns(read);
  const expected = validateMessage(exact);
  expect(validated.dead).toEqual(expected.dead);
  expect(validated.account).toEqual(expected.account);
  if (plain === undefined || isUnread(exact)) {
    expect(validated.accepted).toEqual(expected.accepted);
    return { plain: 0, others: validated.accepted.length, dead: validated.dead.length };
  }
  const accepted = (rows: Iterable<number>) =>
    [...rows].flatMap((row) => {
      const cdr = validatedAlone(() => exact.batch.record(row));
      return cdr !== undefined && checkRecord(cdr, exact.batch.header.produced_at) === undefined ? [cdr] : [];
    });
  expect(validated.accepted).toEqual(accepted(plain.others));
  const cdrs = accepted(plain.rows);
  expect(cdrs.length).toBe(plain.rows.length);
  for (const cdr of cdrs) rows.push(enrichRecord('acme', cdr, reference));
  columns.pushAll(enrichColumns('acme', plain, reference), plain.rows);
  const bodies = [columns.flush(), rows.flush()] as const;
  expect(bodies[0].toBuffer().equals(bodies[1].toBuffer())).toBe(true);
  // Their memory serves the next message: to take new megabytes for each is most of the work.
  for (const body of bodies) body.release();
  return { plain: plain.rows.length, others: validated.accepted.length, dead: validated.dead.length };
}

function validatedAlone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const batchOf = (records: Cdr[]) => ({
  batch_id: uuid,
  source: 'sw1',
  sequence: 1,
  produced_at: start + 50_000,
  records,
});

describe('columns and records', () => {
  it('give the same rows and the same dead letters, whatever the records', async () => {
    const total = { plain: 0, others: 0, dead: 0 };
    for (let seed = 1; seed <= 120; seed += 1) {
      const draw = seeded(seed);
      const records = Array.from({ length: 1 + draw.below(120) }, (_, i) => record(draw, i));
      const came = await sameBothWays(encodeBatch(batchOf(records)));
      for (const key of ['plain', 'others', 'dead'] as const) total[key] += came[key];
    }
    expect(Math.min(total.plain, total.others, total.dead)).toBeGreaterThan(200);
  });

  it('agree on messages with any byte damaged', async () => {
    for (let seed = 1; seed <= 1_500; seed += 1) {
      const draw = seeded(seed);
      const value = encodeBatch(batchOf(Array.from({ length: 6 }, (_, i) => record(draw, i))));
      for (let damage = 0; damage <= draw.below(2); damage += 1) {
        // The offset after the frame.
        value[10 + draw.below(value.length - 10)] = draw.below(256);
      }
      await sameBothWays(draw.below(8) === 0 ? value.subarray(0, 10 + draw.below(value.length - 10)) : value);
    }
  });

  it('agree where a writer cuts the records into blocks', async () => {
    const draw = seeded(7);
    const records = Array.from({ length: 30 }, (_, i) => record(draw, i));
    const whole = encodeBatch(batchOf(records));
    const ofOne = (cdr: Cdr) => encodeBatch(batchOf([cdr])).subarray(encodeBatch(batchOf([])).length, -1);
    const head = encodeBatch(batchOf([])).subarray(0, -1);
    // Avro blocks of one record each. Every other block has a negative count, followed by its size in bytes.
    const long = (n: number) => avroType('long').toBuffer(n);
    const blocks = records.flatMap((cdr, i) => {
      const item = ofOne(cdr);
      return i % 2 === 0 ? [long(1), item] : [long(-1), long(item.length), item];
    });
    const cut = Buffer.concat([head, ...blocks, long(0)]);
    expect(await sameBothWays(cut)).toEqual(await sameBothWays(whole));
  });

  it('give one version for a record, whatever schema it was written with', async () => {
    const cdrs = Array.from({ length: 40 }, (_, i) => record(seeded(i), i));
    const [head, items] = [cdrBatchAvro.fields.slice(0, 4), cdrBatchAvro.fields[4].type.items];
    const turned = avroSchema.parse({
      ...cdrBatchAvro,
      fields: [
        { name: 'records', type: { type: 'array', items: { ...items, fields: items.fields.toReversed() } } },
        { name: 'region', type: 'string' },
        ...head,
      ],
    });
    const message = avroType(turned).toBuffer({ ...batchOf(cdrs), region: 'x' });
    const decoded = await decoderOf(turned).decode(Buffer.concat([Buffer.alloc(5), message]));
    const columns = decoded.batch.columns();
    expect(columns?.size).toBe(cdrs.length);
    if (columns === undefined) return;
    const rows = Int32Array.from(cdrs.keys());
    const words = versionsOf(columns, rows);
    const versions = cdrs.map((_, i) => (BigInt(words[2 * i + 1] ?? 0) << 32n) | BigInt(words[2 * i] ?? 0));
    expect(versions).toEqual(cdrs.map((cdr) => BigInt.asUintN(64, versionOf(cdr))));
  });
});
