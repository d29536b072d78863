import { rowCallId } from '@ringtrace/schemas/call-id';
import { type Cdr, emptyCdr } from '@ringtrace/schemas/cdr';
import { describe, expect, it } from 'vitest';
import { formats } from './formats.ts';
import { localClock } from './local-clock.ts';

const start = Date.UTC(2026, 2, 3, 17, 30, 0, 250);
const cdr: Cdr = {
  ...emptyCdr,
  call_id: 'leg-1',
  start_time: start,
  answer_time: start + 6_000,
  end_time: start + 27_900,
  calling_number: '3125550111',
  called_number: '3125550122',
  upstream: 'northstar',
  ingress_trunk: 'tg-northstar-1',
  sip_code: 200,
  caller_name: 'O"HARE',
};

describe('jsonl', () => {
  const write = formats.jsonl.open({ timezone: 'UTC' });

  it('reads back as the same CDR, defaults left out', () => {
    const { text, callId } = write(cdr);
    const read: unknown = JSON.parse(text);
    expect(read).not.toHaveProperty('egress_trunk');
    expect({ ...emptyCdr, ...(typeof read === 'object' ? read : {}) }).toEqual(cdr);
    expect(callId).toBe('leg-1');
  });
});

describe('asterisk-csv', () => {
  const write = formats['asterisk-csv'].open({ timezone: 'America/Chicago' });

  it('writes 18 columns as Asterisk does, and the call_id of the parsed columns', () => {
    const { text, callId } = write(cdr);
    const fields = [
      '',
      '3125550111',
      '3125550122',
      'from-trunk',
      '"O"HARE" <3125550111>',
      'PJSIP/tg-northstar-1-00000002',
      'PJSIP/line-00000003',
      'Dial',
      'PJSIP/3125550122@line,60',
      '2026-03-03 11:30:00',
      '2026-03-03 11:30:06',
      '2026-03-03 11:30:28',
      '28',
      '22',
      'ANSWERED',
      'DOCUMENTATION',
      '1772559000.2',
      '',
    ];
    const quoted = fields.map((field, i) =>
      i === 12 || i === 13 ? field : `"${field.replaceAll('"', '""')}"`,
    );
    expect(text).toBe(`${quoted.join(',')}\n`);
    expect(callId).toBe(rowCallId('1772559000.2', fields));
  });

  it.each([
    [486, 'BUSY'],
    [487, 'NO ANSWER'],
    [480, 'NO ANSWER'],
    [503, 'CONGESTION'],
    [404, 'FAILED'],
  ])('says for %i: %s', (sip_code, disposition) => {
    expect(write({ ...cdr, answer_time: null, sip_code }).text).toContain(`,28,0,"${disposition}",`);
  });
});

describe('localClock', () => {
  it('knows the change to daylight saving time', () => {
    const clock = localClock('America/Chicago');
    expect(clock(Date.UTC(2026, 2, 8, 7, 59, 59))).toBe('2026-03-08 01:59:59');
    expect(clock(Date.UTC(2026, 2, 8, 8, 0, 0))).toBe('2026-03-08 03:00:00');
    expect(localClock('UTC')(0)).toBe('1970-01-01 00:00:00');
  });
});
