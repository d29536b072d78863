import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkRecord } from '../stages/check.ts';
import { contentOf } from './conformance/read.ts';
import { isGood } from './format.ts';
import { acmeColumns } from './formats/acme-layouts.ts';
import { formatNamed } from './formats.ts';

/** Sample files of real systems, which may lie beside the checkout. They are not the project's to publish. */
const samples = join(import.meta.dirname, '../../../../shared/samples');

async function feed(format: string, file: string) {
  const reader = formatNamed(format).open({ timezone: 'UTC' });
  const records = await Array.fromAsync(reader.read(contentOf(join(samples, file)), file));
  expect(reader.unfinished?.() ?? []).toEqual([]);
  expect(records.filter((record) => 'reason' in record)).toEqual([]);
  return records.filter(isGood).map((record) => record.cdr);
}

/** Start, answer, end, calling number, called number, SIP code. */
type Call = readonly [
  start: string,
  answer: string | null,
  end: string,
  from: string,
  to: string,
  code: number,
];

async function calls(format: string, file: string): Promise<Call[]> {
  const time = (ms: number) => new Date(ms).toISOString().slice(0, 19);
  return (await feed(format, file)).map((cdr) => [
    time(cdr.start_time),
    cdr.answer_time === null ? null : time(cdr.answer_time),
    time(cdr.end_time),
    cdr.calling_number,
    cdr.called_number,
    cdr.sip_code,
  ]);
}

describe.skipIf(!existsSync(samples))('samples', () => {
  it('asterisk_good.csv: five attempts of one unique id', async () => {
    const [start, end] = ['2009-01-14T23:51:15', '2009-01-14T23:51:20'];
    expect(await calls('asterisk-csv', 'asterisk_good.csv')).toEqual([
      [start, start, end, 'test', '100', 200],
      [start, start, end, 'test', '100', 200],
      [start, null, end, 'test', '100', 503],
      [start, null, end, 'test', '100', 480],
      [start, null, end, 'test', '100', 486],
    ]);
    const ids = (await feed('asterisk-csv', 'asterisk_good.csv')).map((cdr) => cdr.call_id);
    expect(new Set(ids).size).toBe(5);
  });

  it('asterisk_master.csv: two calls without a caller', async () => {
    expect(await calls('asterisk-csv', 'asterisk_master.csv')).toEqual([
      ['2010-04-02T00:26:32', '2010-04-02T00:26:32', '2010-04-02T00:26:39', '', '1', 200],
      ['2010-04-02T00:34:02', '2010-04-02T00:34:02', '2010-04-02T00:34:09', '', '1', 200],
    ]);
  });

  it('cucm_cdr.txt: 203 calls, of which two were answered', async () => {
    const all = await calls('cucm', 'cucm_cdr.txt');
    expect(all).toHaveLength(203);
    expect(all.slice(0, 4)).toEqual([
      ['2016-03-02T06:36:25', '2016-03-02T06:37:06', '2016-03-02T06:37:07', '51002', '41533', 200],
      ['2016-03-06T19:19:32', '2016-03-06T19:19:41', '2016-03-06T19:19:42', '51002', '42000', 200],
      ['2016-03-02T06:03:05', null, '2016-03-02T06:03:06', '51002', '42000', 486],
      ['2016-03-02T06:03:13', null, '2016-03-02T06:03:14', '51002', '42000', 486],
    ]);
    const codes = all.map((call) => call[5]);
    const count = (code: number) => codes.filter((c) => c === code).length;
    expect(Object.fromEntries([...new Set(codes)].sort().map((code) => [code, count(code)]))).toEqual({
      200: 2,
      // Cause 81, invalid call reference.
      400: 10,
      403: 1,
      // Cause 1. In one of them it is the destination's cause.
      404: 83,
      410: 5,
      486: 7,
      // Cause 16, in calls that nobody answered.
      487: 89,
      502: 3,
      503: 3,
    });
    const cdrs = await feed('cucm', 'cucm_cdr.txt');
    expect(new Set(cdrs.map((cdr) => cdr.call_id)).size).toBe(203);
    expect(cdrs.filter((cdr) => cdr.ingress_trunk === 'S0/SU2/DS1-0@HQRTR.cciecarl.local')).toHaveLength(176);
    expect(cdrs.filter((cdr) => cdr.calling_number === '+14085151111')).toHaveLength(79);
    // Records that become dead letters: three calls without any dialled digit, and one to '+'.
    const faults = cdrs.map((cdr) => checkRecord({ ...cdr }, Date.UTC(2026, 0)));
    expect(faults.filter((fault) => fault !== undefined).map(({ field }) => field)).toEqual(
      Array(4).fill('called_number'),
    );
  });

  it('freeswitch_json_cdr.json: one call to the millisecond', async () => {
    expect(await feed('freeswitch-json', 'freeswitch_json_cdr.json')).toEqual([
      expect.objectContaining({
        call_id: '3da8bf84-c133-4959-9e24-e72875cb33a1',
        start_time: Date.parse('2018-01-11T10:25:44.534Z'),
        answer_time: Date.parse('2018-01-11T10:25:47.954Z'),
        end_time: Date.parse('2018-01-11T10:26:55.494Z'),
        calling_number: '1001',
        called_number: '1002',
        ingress_trunk: '10.10.10.100',
        sip_code: 200,
      }),
    ]);
  });

  it('opensips_flatstore.txt: four calls of two lines, two failed ones', async () => {
    expect(await calls('opensips-flatstore', 'opensips_flatstore.txt')).toEqual([
      ['2015-07-09T15:06:48', '2015-07-09T15:06:48', '2015-07-09T15:06:50', '1001', '1002', 200],
      ['2015-07-09T15:10:47', '2015-07-09T15:10:47', '2015-07-09T15:10:51', '1002', '1001', 200],
      ['2015-07-09T15:10:57', '2015-07-09T15:10:57', '2015-07-09T15:11:01', '1001', '1002', 200],
      ['2015-07-09T15:11:30', '2015-07-09T15:11:30', '2015-07-09T15:11:32', '1001', '1002', 200],
      ['2015-07-09T15:10:43', null, '2015-07-09T15:10:43', '1001', '1002', 487],
      ['2015-07-09T15:11:08', null, '2015-07-09T15:11:08', '1001', '1002', 404],
    ]);
  });

  it('acme_c610_stop_layout.csv: the columns of C6.1 are where the format has them', () => {
    const layout = readFileSync(join(samples, 'acme_c610_stop_layout.csv'), 'utf8').trim().split(/\r?\n/);
    const columns = acmeColumns(['2', ...Array.from({ length: layout.length - 1 }, () => '')]) ?? [];
    const published = layout.map((line) => line.split(',')[1]);
    expect(columns.filter((column) => column !== '').length).toBeGreaterThan(10);
    for (const [index, column] of columns.entries()) if (column !== '') expect(column).toBe(published[index]);
  });
});
