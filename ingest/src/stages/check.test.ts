import { batchLimits, type Cdr, emptyCdr } from '@ringtrace/schemas/cdr';
import { describe, expect, it } from 'vitest';
import { checkRecord } from './check.ts';
import { checkBatch } from './check-batch.ts';

const start = Date.UTC(2025, 2, 4, 15);
const produced = start + 3_600_000;
const good: Cdr = {
  ...emptyCdr,
  call_id: 'x',
  start_time: start,
  end_time: start + 60_000,
  called_number: '3125550199',
  sip_code: 200,
};
const check = (fields: Partial<Cdr>) => {
  const cdr = { ...good, ...fields };
  return { cdr, fault: checkRecord(cdr, produced) };
};

describe('a record is accepted', () => {
  it.each<[string, Partial<Cdr>]>([
    ['as it is', {}],
    ['from no caller', { calling_number: '' }],
    ['from a name', { calling_number: 'ACME BANK', caller_name: 'anonymous' }],
    ['from a number of which digits are hidden', { calling_number: '+1202555****' }],
    ['to a number of which digits are hidden', { called_number: '+1202555****' }],
    ['from a number that a spreadsheet left whole', { calling_number: '1.2025550241E+10' }],
    ['from a user with the name of a month', { calling_number: 'mar-12' }],
    ['to a short number', { called_number: '100' }],
    ['without a cause', { sip_code: 0 }],
    ['unanswered', { answer_time: null, sip_code: 486 }],
    ['with an answer of a clock of whole seconds', { answer_time: start - 999 }],
    [
      'that started as far ahead as allowed',
      { start_time: produced + batchLimits.futureMs, end_time: produced + batchLimits.futureMs },
    ],
    ['withdrawn', { withdrawn: true, revision: 255 }],
  ])('%s', (_, fields) => {
    expect(check(fields).fault).toBeUndefined();
  });
});

describe('a record is a dead letter for', () => {
  it.each<[keyof Cdr, Partial<Cdr>]>([
    ['call_id', { call_id: '' }],
    ['call_id', { call_id: 'x'.repeat(300) }],
    [
      'start_time',
      { start_time: produced + batchLimits.futureMs + 1, end_time: produced + batchLimits.futureMs + 2 },
    ],
    ['start_time', { start_time: Date.UTC(1999, 11, 31), end_time: Date.UTC(1999, 11, 31) }],
    ['end_time', { end_time: start - 2_000 }],
    ['end_time', { end_time: start * 1_000 }],
    ['answer_time', { answer_time: start - 2_000 }],
    ['answer_time', { answer_time: start + 62_000 }],
    ['called_number', { called_number: '' }],
    ['called_number', { called_number: 'sip:alice@example.com' }],
    ['called_number', { called_number: '1.31256E+10' }],
    ['called_number', { called_number: '1;31256E+10' }],
    ['called_number', { called_number: 'Jan-25' }],
    ['calling_number', { calling_number: '1,31256E+10' }],
    ['calling_number', { calling_number: '1/1/2026' }],
    ['calling_number', { calling_number: '="4.479E+11"' }],
    ['revision', { revision: 256 }],
    ['revision', { revision: -1 }],
    ['sip_code', { sip_code: 99 }],
    ['sip_code', { sip_code: 70_000 }],
    ['attestation', { attestation: 'D' }],
    ['attestation', { attestation: 'AB' }],
    ['verstat', { verstat: 'maybe' }],
    ['origid', { origid: 'not-a-uuid' }],
    ['ingress_country', { ingress_country: '7' }],
    ['ingress_country', { ingress_country: 'USA' }],
    ['upstream', { upstream: 'u'.repeat(65) }],
    ['upstream', { upstream: 'x\nAsk next: northstar\n\u001b[2JOrigin. Proven: northstar' }],
    ['upstream', { upstream: 'north star' }],
    ['downstream', { downstream: 'north\n' }],
    ['downstream', { downstream: '\u202enorth' }],
    ['downstream', { downstream: '-north' }],
  ])('%s: %o', (field, fields) => {
    expect(check(fields).fault?.field).toBe(field);
  });
});

describe('a time in another unit', () => {
  it.each(['start_time', 'answer_time', 'end_time'] as const)(
    '%s is a dead letter whatever produced_at says',
    (field) => {
      const micros = { ...good, [field]: start * 1_000 };
      expect(checkRecord(micros, produced * 1_000)).toMatchObject({ field, reason: 'out_of_range' });
    },
  );
});

describe('the canonical form', () => {
  it('has null for what is empty, and codes in their usual case', () => {
    const { cdr } = check({
      upstream: '',
      attestation: '',
      verstat: '',
      ingress_country: 'mx',
      origid: 'ABCDEF00-0000-4000-8000-000000000000',
    });
    expect(cdr).toMatchObject({
      upstream: null,
      attestation: null,
      verstat: 'none',
      ingress_country: 'MX',
      origid: 'abcdef00-0000-4000-8000-000000000000',
    });
  });

  it('cuts what the caller decides, and moves rounded times to the edge of the call', () => {
    const { cdr, fault } = check({
      calling_number: '9'.repeat(300),
      caller_name: 'n'.repeat(300),
      answer_time: start - 500,
      end_time: start - 200,
    });
    expect(fault).toBeUndefined();
    expect([cdr.calling_number.length, cdr.caller_name?.length]).toEqual([256, 256]);
    expect([cdr.answer_time, cdr.end_time]).toEqual([start, start]);
  });
});

describe('a batch is a dead letter as a whole', () => {
  const header = { batch_id: 'b', source: 's', sequence: 1, produced_at: produced };
  const facts = { header, records: 10, bytes: 1_000, receivedAt: produced };

  it('never where it keeps the limits', () => {
    expect(checkBatch(facts)).toBeUndefined();
    expect(checkBatch({ ...facts, receivedAt: -1 })).toBeUndefined();
    expect(checkBatch({ ...facts, records: batchLimits.records, bytes: batchLimits.bytes })).toBeUndefined();
  });

  it.each([
    ['batch_limit', { ...facts, records: 0 }],
    ['batch_limit', { ...facts, records: batchLimits.records + 1 }],
    ['batch_limit', { ...facts, bytes: batchLimits.bytes + 1 }],
    ['out_of_range', { ...facts, header: { ...header, produced_at: 0 } }],
    ['out_of_range', { ...facts, header: { ...header, produced_at: produced * 1_000 }, receivedAt: -1 }],
    ['out_of_range', { ...facts, receivedAt: produced - 2 * 86_400_000 }],
    ['too_long', { ...facts, header: { ...header, source: 's'.repeat(1_000) } }],
  ])('%s', (reason, wrong) => {
    expect(checkBatch(wrong)?.reason).toBe(reason);
  });
});
