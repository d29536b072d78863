import { normaliseNumber } from '@ringtrace/enrich/number';
import { emptyCdr } from '@ringtrace/schemas/cdr';
import { describe, expect, it } from 'vitest';
import { recordsIn } from './conformance/read.ts';
import { isGood } from './format.ts';
import { formatNamed } from './formats.ts';

const read = async (format: string, lines: readonly string[]) =>
  (await recordsIn(formatNamed(format), lines.join('\n'))).map((record) => {
    if ('reason' in record) return `${record.line}: ${record.reason}`;
    return isGood(record) ? record.cdr : 'skipped';
  });

const asterisk = (src: string, dst: string, clid: string, userfield: string) =>
  `"","${src}","${dst}","ctx","${clid}","PJSIP/north-1","","Dial","","2026-03-03 09:00:00","","2026-03-03 09:00:10",10,0,"NO ANSWER","DOCUMENTATION","1.1","${userfield}"`;
const clid = '""JANE"" <12025550271>';
const freeswitch = (name: string, caller: string, uuid: string) =>
  `"${name}","${caller}","13125550212","default","2026-03-03 11:09:28","","2026-03-03 11:09:42","14","0","NO_ANSWER","${uuid}","","acct","",""`;
const acme = (calling: string) =>
  `2,"192.0.2.10",5060,s-1,,,,,,"${calling}","<sip:13125550192@192.0.2.3:5060>",,,"07:54:56.868 UTC MAR 03 2026","","07:56:01.868 UTC MAR 03 2026",16${','.repeat(158)}`;

describe('a line end within a quoted value', () => {
  it('belongs to its record', async () => {
    const lines = [
      asterisk('12025550271', '201', clid, 'two\nlines'),
      asterisk('12025550272', '202', clid, ''),
    ];
    expect(await read('asterisk-csv', lines)).toMatchObject([
      { calling_number: '12025550271', called_number: '201' },
      { calling_number: '12025550272', called_number: '202' },
    ]);
  });

  it.each(['', 'INSERT INTO cdr VALUES ('])(
    'in the first column makes no record of the rest: %s',
    async (before) => {
      const row = (name: string, uuid: string) =>
        `${before}${freeswitch(name, '12025550211', uuid)}${before === '' ? '' : ');'}`;
      const records = await read('freeswitch-csv', [row('first\nsecond', 'u-1'), row('third', 'u-2')]);
      expect(records).toMatchObject([{ caller_name: 'first\nsecond' }, { caller_name: 'third' }]);
    },
  );
});

describe('a number that a spreadsheet damaged', () => {
  const canonical = { ...emptyCdr, call_id: 'x', start_time: 1_772_550_000_000, end_time: 1_772_550_000_000 };
  const json = (fields: object) =>
    JSON.stringify({ ...canonical, called_number: '13125550100', sip_code: 486, ...fields });
  const rule = 'damaged by a spreadsheet: export the column as text';

  it('is refused by every kind of format, with the field', async () => {
    expect(await read('asterisk-csv', [asterisk('1.20256E+10', '201', clid, '')])).toEqual([
      `1: calling_number: ${rule}`,
    ]);
    expect(await read('asterisk-csv', [asterisk('12025550271', '1,31256E+10', clid, '')])).toEqual([
      `1: called_number: ${rule}`,
    ]);
    expect(
      await read('jsonl', [json({ calling_number: '1.20256E+10' }), json({ called_number: '4.479e11' })]),
    ).toEqual([`1: calling_number: ${rule}`, `2: called_number: ${rule}`]);
    const header = 'call_id,start_time,end_time,calling_number,called_number,sip_code';
    const row = (calling: string, called: string) =>
      `x,2026-03-03T15:00:00Z,2026-03-03T15:00:00Z,${calling},${called},486`;
    expect(
      await read('csv', [header, row('1.20256E+10', '1'), row('"1,2E+10"', '1'), row('1', '1.31256E+10')]),
    ).toEqual([`2: calling_number: ${rule}`, `3: calling_number: ${rule}`, `4: called_number: ${rule}`]);
  });

  it('is refused where JSON writes it as a number, and taken where all digits are there', async () => {
    const written = (number: string) =>
      json({ called_number: 0 }).replace('"called_number":0', `"called_number":${number}`);
    expect(
      await read('jsonl', [
        written('1.31256E+10'),
        written('131256E5'),
        written('1.3125550246E+10'),
        written('13125550246'),
      ]),
    ).toMatchObject([
      `1: called_number: ${rule}`,
      `2: called_number: ${rule}`,
      { called_number: '13125550246' },
      { called_number: '13125550246' },
    ]);
  });
});

describe('an Acme record', () => {
  it.each([
    ["'WIRELESS CALLER'<sip:12025550191@192.0.2.2:5060>;tag=1", 12025550191, 'WIRELESS CALLER'],
    ["'12025550193'<sip:192.0.2.2:5060;user=phone>;tag=2", 12025550193, '12025550193'],
    ['""12025550193"<sip:192.0.2.2:5060>', 12025550193, '12025550193'],
    [
      '""ACME "THE BEST" INC, LLC"<sip:+12025550195;tgrp=9@192.0.2.2>;tag=4',
      12025550195,
      'ACME "THE BEST" INC, LLC',
    ],
    ['""O\'NEIL"<sip:12025550191@192.0.2.2>', 12025550191, "O'NEIL"],
    ['<sip:12025550191@192.0.2.2>', 12025550191, null],
    ['""12025550193"<sip:anonymous@anonymous.invalid>', 0, '12025550193'],
  ])('from %s', async (calling, number, name) => {
    const [record] = await read('acme', [acme(calling)]);
    expect(record).toMatchObject({ caller_name: name });
    if (typeof record === 'object') expect(normaliseNumber(record.calling_number)).toBe(number);
  });
});

describe('a record that is no call', () => {
  const header =
    'cdrRecordType,dateTimeOrigination,callingPartyNumber,originalCalledPartyNumber,finalCalledPartyNumber,destCause_value,dateTimeConnect,dateTimeDisconnect,pkid,origDeviceName';
  it('is skipped where a phone was off the hook, and nothing else is', async () => {
    expect(
      await read('cucm', [
        header,
        '1,1772550010,"2001","","",0,0,1772550020,"a","SEP0001"',
        '1,1772550010,"2001","","",0,1772550015,1772550020,"b","SEP0001"',
        '1,1772550010,"2001","","13125550123",17,0,1772550020,"c","SEP0001"',
        '1,1772550010,"2001","13125550123","",17,0,1772550020,"d","SEP0001"',
        '1,1772550010,"+12025550121","","",0,0,1772550020,"e","S0/SU2/DS1-0@gw"',
      ]),
    ).toMatchObject(['skipped', { call_id: 'b' }, { call_id: 'c' }, { call_id: 'd' }, { call_id: 'e' }]);
  });
});
