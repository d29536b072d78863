import { describe, expect, it } from 'vitest';
import { jsonl } from './jsonl.ts';

async function* bytes(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}
const read = async (record: unknown) =>
  (
    await Array.fromAsync(jsonl.open({ timezone: undefined }).read(bytes(JSON.stringify(record)), 'a.jsonl'))
  )[0];

const least = {
  call_id: 'leg-1',
  start_time: '2026-03-03T14:00:00.250Z',
  end_time: '2026-03-03T09:00:20-05:00',
  called_number: '12025550123',
  sip_code: 487,
};

describe('jsonl', () => {
  it('fills in what may be left out', async () => {
    expect(await read(least)).toEqual({
      line: 1,
      cdr: {
        call_id: 'leg-1',
        revision: 0,
        withdrawn: false,
        start_time: Date.UTC(2026, 2, 3, 14, 0, 0, 250),
        answer_time: null,
        end_time: Date.UTC(2026, 2, 3, 14, 0, 20),
        calling_number: '',
        called_number: '12025550123',
        upstream: null,
        downstream: null,
        ingress_trunk: null,
        egress_trunk: null,
        customer: null,
        sip_code: 487,
        attestation: null,
        origid: null,
        signer_ocn: null,
        verstat: 'none',
        identity: null,
        ingress_country: null,
        caller_name: null,
      },
    });
  });

  it('takes milliseconds as text, and 9999-12-31 for no time', async () => {
    const record = { ...least, start_time: '1772550000000', answer_time: '9999-12-31T23:59:59Z' };
    expect(await read(record)).toMatchObject({ cdr: { start_time: 1772550000000, answer_time: null } });
  });

  it('takes times as milliseconds, numbers as numbers, and codes as text', async () => {
    const start = Date.UTC(2026, 2, 3);
    const record = {
      ...least,
      start_time: start,
      called_number: 911,
      calling_number: 12025550123,
      sip_code: '200',
    };
    expect(await read(record)).toMatchObject({
      cdr: { start_time: start, called_number: '911', calling_number: '12025550123', sip_code: 200 },
    });
  });

  it('passes wrong values on to the worker, which keeps them as dead letters', async () => {
    const record = { ...least, attestation: 'D', sip_code: 999, start_time: 0, called_number: '' };
    expect(await read(record)).toMatchObject({ cdr: { attestation: 'D', sip_code: 999, start_time: 0 } });
  });

  it.each([
    [{ ...least, calling_nummber: '1' }, "unknown field 'calling_nummber': the fields are call_id, revision"],
    [{ ...least, start_time: undefined }, 'start_time: is missing'],
    [{ ...least, start_time: '2026-03-03 14:00:00' }, 'start_time: must be ISO 8601 with a zone'],
    [{ ...least, start_time: '2026-02-30T14:00:00Z' }, 'start_time: must be ISO 8601 with a zone'],
    [{ ...least, end_time: 1.5 }, 'end_time: must be ISO 8601 with a zone'],
    [{ ...least, sip_code: 3_000_000_000 }, 'sip_code: must be a whole number'],
    [{ ...least, sip_code: 'busy' }, 'sip_code: must be a whole number'],
    [{ ...least, called_number: null }, 'called_number: must be text or digits'],
    [{ ...least, withdrawn: 'yes' }, 'withdrawn: must be true or false'],
    [{ ...least, upstream: 5 }, 'upstream: must be text'],
    ['text', 'is not a JSON object'],
    [null, 'is not a JSON object'],
  ])('refuses %j', async (record, reason) => {
    expect(await read(record)).toMatchObject({ line: 1, reason: expect.stringContaining(reason) });
  });
});
