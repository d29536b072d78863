import { describe, expect, it } from 'vitest';
import { isGood } from '../format.ts';
import { asteriskCsv } from './asterisk-csv.ts';

async function* bytes(text: string | Buffer): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}
const read = (rows: readonly string[] | Buffer, timezone = 'UTC') =>
  Array.fromAsync(
    asteriskCsv.open({ timezone }).read(bytes(Buffer.isBuffer(rows) ? rows : rows.join('\n')), 'Master.csv'),
  );
const cdrs = async (rows: readonly string[], timezone?: string) =>
  (await read(rows, timezone)).filter(isGood).map((record) => record.cdr);

/** A row with other values in some of its columns. Columns count from 1. */
function row(columns: Readonly<Record<number, string>> = {}): string {
  const plain = [
    'acct7',
    '100',
    '200',
    'internal',
    '"""Desk"" <100>"',
    'SIP/desk-02897fd8',
    'SIP/out-0289aaaa;1',
  ];
  const rest = ['Dial', '', '2026-03-03 09:00:00', '2026-03-03 09:00:05', '2026-03-03 09:00:20', '20', '15'];
  const tail = ['ANSWERED', 'DOCUMENTATION', '1772528400.0', ''];
  return [...plain, ...rest, ...tail].map((value, i) => columns[i + 1] ?? value).join(',');
}

describe('asterisk-csv', () => {
  it('reads its columns', async () => {
    expect(await cdrs([row()], 'America/New_York')).toEqual([
      {
        call_id: expect.stringMatching(/^1772528400\.0-[0-9a-f]{16}$/),
        revision: 0,
        withdrawn: false,
        start_time: Date.parse('2026-03-03T14:00:00Z'),
        answer_time: Date.parse('2026-03-03T14:00:05Z'),
        end_time: Date.parse('2026-03-03T14:00:20Z'),
        calling_number: '100',
        called_number: '200',
        upstream: null,
        downstream: null,
        ingress_trunk: 'SIP/desk',
        egress_trunk: 'SIP/out',
        customer: 'acct7',
        sip_code: 200,
        attestation: null,
        origid: null,
        signer_ocn: null,
        verstat: 'none',
        identity: null,
        ingress_country: null,
        caller_name: 'Desk',
      },
    ]);
  });

  it('keeps rows of one unique id apart, and identical rows together', async () => {
    const attempts = ['ANSWERED', 'FAILED', 'NO ANSWER', 'BUSY'].map((disposition) =>
      row({ 15: disposition }),
    );
    const legs = await cdrs([...attempts, row({ 14: '7' }), row()]);
    expect(legs.map((leg) => leg.sip_code)).toEqual([200, 503, 480, 486, 200, 200]);
    expect(new Set(legs.map((leg) => leg.call_id)).size).toBe(5);
    expect(legs[5]).toEqual(legs[0]);
  });

  it('takes an answer only from an answered call', async () => {
    const legs = await cdrs([
      row({ 15: 'FAILED' }),
      row({ 15: 'NO ANSWER' }),
      row({ 11: '' }),
      row({ 15: 'answered' }),
    ]);
    const answered = Date.parse('2026-03-03T09:00:05Z');
    expect(legs.map((leg) => leg.answer_time)).toEqual([null, null, answered, answered]);
  });

  it.each([
    ['PJSIP/trunk-0000001f', 'PJSIP/trunk'],
    ['PJSIP/north-east-0000001f', 'PJSIP/north-east'],
    ['Local/100@internal-00000003;2', 'Local/100@internal'],
    ['DAHDI/i1/2025550123-1f', 'DAHDI/i1'],
    ['Console/dsp', 'Console/dsp'],
    ['', null],
  ])('takes the trunk from channel %s', async (channel, trunk) => {
    expect((await cdrs([row({ 6: channel })]))[0]?.ingress_trunk).toBe(trunk);
  });

  it('reads files without unique id and user field, and with the newer columns', async () => {
    const columns = row().split(',');
    const legs = await cdrs([columns.slice(0, 16).join(','), [...columns, '', '1.0', '7'].join(',')]);
    expect(legs).toHaveLength(2);
  });

  it('reads caller names of other times, byte by byte', async () => {
    const latin1 = Buffer.from(row({ 5: '"""Jos\u00e9"" <100>"' }), 'latin1');
    expect(await read(latin1)).toMatchObject([{ cdr: { caller_name: 'José' } }]);
  });

  it('takes the end from the duration where the column is empty', async () => {
    expect((await cdrs([row({ 12: '' })]))[0]?.end_time).toBe(Date.parse('2026-03-03T09:00:20Z'));
  });

  it.each([
    [{ 15: 'DOCUMENTATION' }, 'disposition: must be one of ANSWERED, NO ANSWER, BUSY, FAILED, CONGESTION'],
    [{ 10: '2026-13-03 09:00:00' }, 'start: must be a time'],
    [{ 12: 'soon' }, 'end: must be a time'],
    [{ 11: '9:00' }, 'answer: must be a time'],
    [{ 18: ',,,,' }, 'has 22 columns; asterisk-csv has 16 to 21'],
  ])('refuses %j', async (columns, reason) => {
    expect(await read([row(columns)])).toEqual([
      { line: 1, reason: expect.stringContaining(reason), text: row(columns) },
    ]);
  });
});
