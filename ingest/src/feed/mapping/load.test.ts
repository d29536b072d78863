import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cdrsIn, recordsIn } from '../conformance/read.ts';
import type { FeedFormat } from '../format.ts';
import { formatNamed } from '../formats.ts';

const directory = mkdtempSync(join(tmpdir(), 'ringtrace-mapping-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function mapped(mapping: unknown): FeedFormat {
  const path = join(directory, 'switch.json');
  writeFileSync(path, typeof mapping === 'string' ? mapping : JSON.stringify(mapping));
  return formatNamed(path);
}

const softswitch = {
  rows: { separator: ';' },
  time: { form: 'YYYY/MM/DD HH:mm:ss', zone: 'America/Chicago', talk: 'Talk' },
  answered: { Result: ['OK'] },
  calls: { Kind: ['voice'] },
  skip: { Kind: ['sms'] },
  identity: ['Id', 'Leg'],
  fields: {
    start_time: 'Begin',
    end_time: 'End',
    calling_number: 'From',
    called_number: ['Routed', 'To'],
    ingress_trunk: { from: 'In', pattern: '^trunk:(\\S+)' },
    egress_trunk: 'Out?',
    sip_code: { from: 'Result', table: 'results' },
    ingress_country: { constant: 'CA', when: { In: ['trunk:toronto'] } },
    signer_ocn: { constant: '123A' },
  },
  tables: { results: { OK: '200', BUSY: '486', FAIL: '503' } },
  trunks: { north: 'north-telecom', toronto: 'maple' },
};
const header = 'Id;Leg;Kind;Begin;End;Talk;From;To;Routed;In;Result';
const row = (more: Partial<Record<string, string>> = {}) =>
  Object.values({
    Id: '7/8',
    Leg: '1',
    Kind: 'voice',
    Begin: '2026/03/03 08:05:09',
    End: '2026/03/03 08:05:39',
    Talk: '27',
    From: '2025550123',
    To: '3125550199',
    Routed: '',
    In: 'trunk:north x',
    Result: 'OK',
    ...more,
  }).join(';');

describe('a mapping file', () => {
  it('maps columns, constants, tables, times, trunks and identity', async () => {
    const [cdr, busy] = await cdrsIn(mapped(softswitch), [
      header,
      row(),
      row({ Leg: '2', In: 'trunk:toronto', Routed: '9', Result: 'busy' }),
    ]);
    expect(cdr).toEqual({
      call_id: '7%2F8/1',
      revision: 0,
      withdrawn: false,
      start_time: Date.parse('2026-03-03T14:05:09Z'),
      answer_time: Date.parse('2026-03-03T14:05:12Z'),
      end_time: Date.parse('2026-03-03T14:05:39Z'),
      calling_number: '2025550123',
      called_number: '3125550199',
      upstream: 'north-telecom',
      downstream: null,
      ingress_trunk: 'north',
      egress_trunk: null,
      customer: null,
      sip_code: 200,
      attestation: null,
      origid: null,
      signer_ocn: '123A',
      verstat: 'none',
      identity: null,
      ingress_country: null,
      caller_name: null,
    });
    expect(busy).toMatchObject({
      answer_time: null,
      called_number: '9',
      upstream: 'maple',
      ingress_country: 'CA',
      sip_code: 486,
    });
  });

  it('takes all that matched of a pattern without a group', async () => {
    const fields = { ...softswitch.fields, ingress_trunk: { from: 'In', pattern: '[a-z]+$' } };
    const cdrs = await cdrsIn(mapped({ ...softswitch, fields }), [header, row({ In: 'trunk:toronto' })]);
    expect(cdrs).toMatchObject([{ ingress_trunk: 'toronto', upstream: 'maple' }]);
  });

  it('names the column and the way out where a code is a word', async () => {
    const mapping = { ...softswitch, fields: { ...softswitch.fields, sip_code: 'Result' } };
    expect(await recordsIn(mapped(mapping), `${header}\n${row({ Result: 'BUSY' })}`)).toMatchObject([
      {
        reason:
          "Result: must be a whole number of at most 9 digits, as sip_code: a 'table' in the mapping turns words into codes",
      },
    ]);
  });

  it('knows trunks whatever their case and the blanks around', async () => {
    const trunks = { ' North': 'north-telecom' };
    const cdrs = await cdrsIn(mapped({ ...softswitch, trunks }), [
      header,
      row({ In: 'trunk:NORTH' }),
      row({ In: 'trunk:south' }),
    ]);
    expect(cdrs).toMatchObject([
      { ingress_trunk: 'NORTH', upstream: 'north-telecom' },
      { ingress_trunk: 'south', upstream: null },
    ]);
  });

  it('may begin with a byte-order mark', async () => {
    const cdrs = await cdrsIn(mapped(`\uFEFF${JSON.stringify(softswitch)}`), [header, row()]);
    expect(cdrs).toMatchObject([{ upstream: 'north-telecom' }]);
  });

  it('skips what it is told to, and refuses what it is not told of', async () => {
    const rows = [
      header,
      row({ Kind: 'SMS' }),
      row({ Kind: 'fax' }),
      row({ Result: 'gone' }),
      row({ Begin: '3/3/2026' }),
    ];
    expect(await recordsIn(mapped(softswitch), rows.join('\n'))).toEqual([
      { line: 2, skipped: true },
      expect.objectContaining({ line: 3, reason: 'Kind: must be voice' }),
      expect.objectContaining({
        line: 4,
        reason:
          "Result: must be one of OK, BUSY, FAIL, as table 'results' says ('otherwise' gives other values)",
      }),
      expect.objectContaining({
        line: 5,
        reason: expect.stringContaining("Begin: must be a time of the form 'YYYY/MM/DD HH:mm:ss'"),
      }),
    ]);
  });

  it('refuses the lines of a file whose header lacks a column', async () => {
    expect(await recordsIn(mapped(softswitch), [header.replace('From', 'Caller'), row()].join('\n'))).toEqual(
      [
        expect.objectContaining({
          line: 2,
          wholeFile: true,
          reason:
            "there is no column 'From'; the columns are Id, Leg, Kind, Begin, End, Talk, Caller, To, Routed, In, Result",
        }),
      ],
    );
  });

  it('refuses a file whose header has a column twice that is read', async () => {
    const twice = `${header};FROM`;
    expect(await recordsIn(mapped(softswitch), `${twice}\n${row()};2025550199`)).toMatchObject([
      { line: 2, wholeFile: true, reason: expect.stringContaining("column 'From' occurs twice") },
    ]);
    const unread = await cdrsIn(mapped(softswitch), [`${header};note;note`, `${row()};a;b`]);
    expect(unread).toMatchObject([{ calling_number: '2025550123' }]);
    const csv =
      'call_id,start_time,end_time,called_number,sip_code,upstream,upstream\na,1,2,200,200,north,south';
    expect(await recordsIn(formatNamed('csv'), csv)).toMatchObject([
      { line: 2, wholeFile: true, reason: expect.stringContaining("column 'upstream' occurs twice") },
    ]);
  });

  it.each(['cucm', 'csv'])('takes no record of %s for a header', async (format) => {
    const records = recordsIn(formatNamed(format), '1,2,12025550123');
    await expect(records).rejects.toThrow(
      `file names no column that ${format} knows: its first line is no header but a record, it seems`,
    );
  });

  it('names the columns of stop records of another release, and skips the others still', async () => {
    const columns = [
      'Acct-Status-Type',
      'Acct-Session-Id',
      'h323-setup-time',
      'h323-disconnect-time',
      'Called-Station-Id',
    ];
    const format = mapped({ extends: 'acme', rows: { columns } });
    const stop = '2,"0103","14:05:09.250 UTC MAR 03 2026","14:05:10 UTC MAR 03 2026","<sip:200@10.0.0.1>"';
    expect(await recordsIn(format, `1,"0103","x"\n${stop}`)).toMatchObject([
      { line: 1, skipped: true },
      { cdr: { called_number: 'sip:200@10.0.0.1', start_time: 1772546709250 } },
    ]);
  });

  it('finds the rows in the lines of a log', async () => {
    const format = mapped({
      rows: { line: ' cdr: (.*)$', columns: ['at', 'to'] },
      time: { form: 'epoch' },
      fields: { start_time: 'at', end_time: 'at', called_number: 'to' },
    });
    const log = 'Mar  3 14:05:09 sbc1 cdr: 1772546709,"200"\nMar  3 14:05:10 sbc1 sshd: 1,2';
    expect(await recordsIn(format, log)).toMatchObject([
      { cdr: { called_number: '200' } },
      { line: 2, reason: 'holds no row of the format' },
    ]);
  });

  it('reads JSON by paths', async () => {
    const format = mapped({
      documents: { list: 'records' },
      time: { form: 'epoch-ms' },
      identity: ['id'],
      fields: {
        start_time: 't[0]',
        end_time: 't[-1]',
        called_number: 'party.to["x"]?',
        calling_number: 'party.from',
      },
    });
    const text = '{"records": [{"id": 5, "t": [1772546709250, 1772546710000], "party": {"from": "1"}}]}';
    expect(await cdrsIn(format, [text])).toMatchObject([
      {
        call_id: '5',
        start_time: 1772546709250,
        end_time: 1772546710000,
        calling_number: '1',
        called_number: '',
      },
    ]);
  });

  it('extends a built-in format', async () => {
    const format = mapped({ extends: 'asterisk-csv', trunks: { 'PJSIP/north': 'north-telecom' } });
    expect(format.needsTimezone).toBe(true);
    const row =
      '"","100","200","ctx","","PJSIP/north-0000001f","","Dial","","2026-03-03 09:00:00","","2026-03-03 09:00:20",20,0,"BUSY","","1.0",""';
    expect(await cdrsIn(format, [row])).toMatchObject([{ upstream: 'north-telecom', sip_code: 486 }]);
  });

  it('gives flatstore columns, and durations instead of BYEs', async () => {
    const standard = ['method', 'from_tag', 'to_tag', 'callid', 'sip_code', 'sip_reason', 'time'];
    const format = mapped({
      extends: 'opensips-flatstore',
      rows: { columns: [...standard, 'caller', 'callee', 'duration', 'created'] },
      time: { duration: 'duration' },
      fields: { start_time: 'created', calling_number: 'caller', called_number: 'callee' },
    });
    expect(await cdrsIn(format, ['INVITE|f|t|c|200|OK|1772546712|100|200|30|1772546709'])).toMatchObject([
      {
        start_time: 1772546709000,
        answer_time: 1772546712000,
        end_time: 1772546739000,
        called_number: '200',
      },
    ]);
  });

  it('reads what docs/feeds.md shows', () => {
    const docs = readFileSync(join(import.meta.dirname, '../../../../docs/feeds.md'), 'utf8');
    const [, section = ''] = docs.split('## A mapping file');
    const examples = [...section.matchAll(/```json\n(.*?)```/gs)].map(([, example = '']) => example);
    expect(examples).toHaveLength(8);
    for (const example of examples)
      expect(mapped(example)).toMatchObject({ needsTimezone: expect.any(Boolean) });
    for (const [, example = ''] of section.matchAll(/`(\{"extends".*?)` \|$/gm)) mapped(example);
  });

  it('is shown in docs/feeds.md as the files that are tested', () => {
    const docs = readFileSync(join(import.meta.dirname, '../../../../docs/feeds.md'), 'utf8');
    const shown = [...docs.matchAll(/mapping:\s\[`([^`]+)`\][^\n]*\n\n```json\n(.*?)```/gs)];
    expect(shown).toHaveLength(3);
    for (const [, path = '', example = ''] of shown) {
      const file: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../cases', path), 'utf8'));
      expect(JSON.parse(example)).toEqual(file);
    }
  });

  it.each<[unknown, string]>([
    ['{', 'is not JSON'],
    ['[]', 'expected object'],
    [{ rows: {}, documents: {} }, "use either 'rows' or 'documents'"],
    [{ rows: {}, colour: 'red' }, 'Unrecognized key: "colour"'],
    [{ rows: {}, fields: { caller: 'From' } }, 'only the fields of a CDR are allowed here'],
    [{ colour: 'red' }, 'the keys are extends, rows, documents, time,'],
    [
      { time: { tlak: 'x' } },
      'time: Unrecognized key: "tlak": the keys are form, zone, duration, ring, talk, unit',
    ],
    [
      { fields: { customer: { frm: 'x' } } },
      'fields.customer: Unrecognized key: "frm": the keys are from, join,',
    ],
    [{ fields: { customer: [{ from: 'x', join: ['y', 'z'] }] } }, "fields.customer.0: say one of 'from'"],
    [{ answered: { Talk: { over: 0 } } }, 'answered.Talk: Unrecognized key: "over": the keys are not, above'],
    [{ fields: {} }, 'fields.called_number is missing'],
    [{ fields: { called_number: 'b' } }, 'fields.start_time is missing'],
    [{ fields: { called_number: 'b', start_time: 'a' } }, 'nothing tells when a call ended'],
    [
      { time: { talk: 't' }, fields: { called_number: 'b', start_time: 'a' } },
      'time.talk: nothing tells which calls were answered',
    ],
    [
      { fields: { called_number: 'b', start_time: 'a', end_time: { from: 'e', unit: 'ms' } } },
      "fields.end_time: 'unit' is for durations",
    ],
    [{ time: { unit: 'hours' } }, 'time.unit: Invalid option'],
    [
      { time: { form: ['D/M/YYYY HH:mm', 'M/D/YYYY HH:mm'] } },
      "time.form: 'D/M/YYYY HH:mm' and 'M/D/YYYY HH:mm' read '3/4/2026 05:06' as different times",
    ],
    [
      {
        rows: { columns: ['a'] },
        time: { form: 'D/M/YYYY HH:mm' },
        fields: {
          called_number: 'a',
          start_time: ['a', { from: 'a', time: 'M/D/YYYY HH:mm' }],
          end_time: 'a',
        },
      },
      'which one is meant is never guessed',
    ],
    [{ time: { zone: { from: 'z', offset: 'days' } } }, 'time.zone.offset: Invalid option'],
    [{ rows: {}, time: { form: 'DD/MM' } }, 'time.form: is no form of a time'],
    [{ time: { form: 'dd.mm.yyyy hh:mm' } }, "time.form: write DD for 'dd'"],
    [{ time: { form: ['iso', 'DD.MM.YYYY HH.mm.mm'] } }, 'time.form.1: mm occurs twice'],
    [
      { time: { form: 'YYYY-MM-DDTHH:mm:ssZ', zone: 'America/Chicago' } },
      "time.form: 'Z' would be plain letters: write ZONE for the zone, or use 'iso'",
    ],
    [
      { fields: { start_time: { from: 'a', time: 'YYYY-MM-DD HH:mm:ssZ' } } },
      "fields.start_time.time: 'Z' would be plain letters",
    ],
    [{ rows: {}, fields: { upstream: { from: 'x', pattern: '(' } } }, 'is no regular expression'],
    [
      { extends: 'asterisk-csv', trunks: { a: 'north', b: 'north telecom' } },
      "trunks.b: 'north telecom' is no provider id",
    ],
    [
      { extends: 'freeswitch-csv', trunks: { a: 'north' } },
      "'trunks' has no effect: add fields.ingress_trunk",
    ],
    [
      { rows: {}, fields: { called_number: 'b', start_time: 'a', end_time: 'a' }, trunks: { a: 'north' } },
      "'trunks' has no effect",
    ],
    [
      { extends: 'asterisk-csv', trunks: { north: 'north', ' NORTH': 'south' } },
      "trunks: 'north' and ' NORTH' are one value",
    ],
    [
      { extends: 'asterisk-csv', tables: { t: { ok: '200', OK: '486' } } },
      "tables.t: 'ok' and 'OK' are one value",
    ],
    [{ extends: 'asterisk-csv', trunks: { a: '' } }, "trunks.a: '' is no provider id"],
    [{ rows: {}, fields: { upstream: { constant: 'x\nAsk next' } } }, 'fields.upstream.constant:'],
    [
      { rows: {}, fields: { downstream: ['Peer', { from: 'y', table: 't', otherwise: '-' }] } },
      'fields.downstream.1.otherwise:',
    ],
    [
      { rows: {}, fields: { upstream: { from: 'y', table: 't' } }, tables: { t: { 1: '', 2: 'ü' } } },
      "tables.t.2: 'ü' is no provider id",
    ],
    [
      { rows: { columns: ['a'] }, fields: { called_number: 'b', start_time: 'a', end_time: 'a' } },
      "there is no column 'b'; the columns are a",
    ],
    [
      { rows: { columns: ['a'] }, fields: { sip_code: { from: 'a', table: 't' } }, tables: { codes: {} } },
      "fields.sip_code: there is no table 't': the tables are codes, q850, hangup-causes",
    ],
    [
      { documents: {}, time: { duration: { from: 'a', table: 't' } } },
      "time.duration: there is no table 't': the tables are q850, hangup-causes",
    ],
    [
      { extends: 'asterisk-csv', fields: { sip_code: { constant: 'abc' } } },
      "fields.sip_code.constant: 'abc' is no sip_code",
    ],
    [
      {
        extends: 'asterisk-csv',
        fields: { sip_code: { from: 'disposition', table: 't' } },
        tables: { t: { BUSY: 'busy' } },
      },
      "tables.t.BUSY: 'busy' is no sip_code",
    ],
    [{ rows: { line: 'cdr: .*$', columns: ['a'] } }, 'rows.line: has no group'],
    [{ rows: {}, time: { zone: 'Chicago' } }, "unknown time zone 'Chicago'"],
    [{ extends: 'nortel' }, "unknown format 'nortel'"],
    [{ extends: 'jsonl' }, "jsonl is the same everywhere and can't be extended"],
    [{ extends: 'twilio', rows: {} }, "'rows' can't be used here: twilio files have no rows"],
  ])('says what is wrong with %j', (mapping, message) => {
    expect(() => mapped(mapping)).toThrow(message);
    expect(() => mapped(mapping)).toThrow('switch.json');
  });
});
