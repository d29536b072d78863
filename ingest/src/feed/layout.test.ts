import { describe, expect, it } from 'vitest';
import { cdrsIn, recordsIn } from './conformance/read.ts';
import { stopAtFileFault } from './file-fault.ts';
import { isGood } from './format.ts';
import { formatNamed } from './formats.ts';
import { mappedFormat } from './mapping/load.ts';

const times = ['2026-03-03T15:00:00Z', '2026-03-03T15:01:00Z'];
const rows = (separator: string, end = '\n') =>
  [
    ['call_id', 'start_time', 'end_time', 'called_number', 'sip_code'],
    ['a1', ...times, '12025550123', '480'],
  ]
    .map((row) => row.join(separator))
    .join(end);
const csv = formatNamed('csv');
const header = mappedFormat('switch', {
  rows: {},
  fields: { start_time: 'Begin', end_time: 'End', calling_number: 'From', called_number: 'To' },
});
const calls = (separator: string) =>
  [
    ['Begin', 'End', 'From', 'To'].join(separator),
    [...times, '12025550101', '12025550123'].join(separator),
  ].join('\n');

describe('what separates columns', () => {
  it.each([',', ';', '\t', '|'])('is told by the header: %j', async (separator) => {
    expect(await cdrsIn(csv, [rows(separator)])).toMatchObject([
      { call_id: 'a1', called_number: '12025550123' },
    ]);
    expect(await cdrsIn(header, [calls(separator)])).toMatchObject([{ called_number: '12025550123' }]);
  });

  it.each(['sep=;', '\uFEFFsep=;', '"sep=;"', 'SEP=;\r'])(
    'is told by a first line %j, which is no record',
    async (first) => {
      const records = await recordsIn(csv, `${first}\n${rows(';')}`);
      expect(records).toMatchObject([{ line: 3, cdr: { call_id: 'a1' } }]);
    },
  );

  it('is told so for formats without a header too', async () => {
    const row =
      'acct;100;200;ctx;"x";a;b;Dial;;2026-03-03 15:00:00;;2026-03-03 15:00:20;20;0;NO ANSWER;D;1.1;';
    const records = await recordsIn(formatNamed('asterisk-csv'), `sep=;\n${row}`);
    expect(records.filter(isGood)).toHaveLength(1);
    await expect(recordsIn(formatNamed('asterisk-csv'), row)).rejects.toThrow(
      `file has ';' between its columns, which asterisk-csv has not: use a mapping file with "rows": {"separator": ";"}`,
    );
  });

  it('must be as a mapping states it', async () => {
    const stated = mappedFormat('switch', {
      rows: { separator: ';' },
      fields: { start_time: 'Begin', end_time: 'End', calling_number: 'From', called_number: 'To' },
    });
    expect(await cdrsIn(stated, [calls(';')])).toHaveLength(1);
    await expect(recordsIn(stated, calls(','))).rejects.toThrow(
      "has ',' between its columns, and not ';' as stated",
    );
  });
});

describe('a file of another layout is told once', () => {
  it.each([
    [
      'csv',
      'Von;Nach;Beginn\n1;2;3',
      'its first line names the columns Von, Nach, Beginn; it must be a header',
    ],
    ['csv', '12025550123,12025550124\n1,2', 'its first line is no header but a record, it seems'],
    [
      'csv',
      `${rows(',').replace('sip_code', 'sipcode')}`,
      "unknown column 'sipcode': the columns are call_id",
    ],
    ['csv', '<?xml version="1.0"?>\n<a/>', 'file is XML, which csv is not: use --format freeswitch-xml'],
    ['csv', '{"call_id": "x"}', 'file is JSON, which csv is not'],
    ['asterisk-csv', '[{"call_id": "x"}]', 'file is JSON, which asterisk-csv is not'],
    ['asterisk-csv', '<cdr><a>1</a></cdr>', 'file is XML, which asterisk-csv is not'],
    ['jsonl', rows(','), 'file is no JSON, its first line looks like CSV'],
    ['freeswitch-json', '<cdr core-uuid="x">\n</cdr>', 'file is XML, which freeswitch-json is not'],
    ['freeswitch-xml', '{"variables": {}}', 'file is JSON, which freeswitch-xml is not'],
    ['freeswitch-xml', rows(','), 'file is no XML, its first line looks like CSV'],
  ])('%s: %j', async (format, text, message) => {
    const fed = recordsIn(formatNamed(format), text).then((records) => {
      for (const record of records) stopAtFileFault('file', record);
    });
    await expect(fed).rejects.toThrow(message);
  });

  it('and shows no value of a record for a column', async () => {
    const records = recordsIn(csv, 'Jane Doe,12025550123,north');
    await expect(records).rejects.toThrow(
      expect.not.objectContaining({ message: expect.stringMatching(/Jane|2025/) }),
    );
  });

  it('but not where a row only begins like another one', async () => {
    const row = '"<unknown>",100,200,c,2026-03-03 15:00:00,,2026-03-03 15:00:20,20,0,NO_ANSWER,u1,,,,';
    expect(await cdrsIn(formatNamed('freeswitch-csv'), [row.replaceAll('"', '')])).toHaveLength(1);
  });
});
