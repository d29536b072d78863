import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCalls } from './calls-file.ts';

const directory = mkdtempSync(join(tmpdir(), 'ringtrace-calls-'));
afterAll(() => rmSync(directory, { recursive: true }));
const file = join(directory, 'calls');
const read = (content: string) => {
  writeFileSync(file, content);
  return readCalls(file);
};
const time = Date.UTC(2026, 2, 3, 18, 20, 1);
const call = { calling: 12_025_550_123, called: 13_125_550_123, time };

describe('calls to trace', () => {
  it('come as CSV, whatever columns it has besides', async () => {
    const csv = 'note,time,called,calling\r\nx,2026-03-03T18:20:01Z,+13125550123,(202) 555-0123\r\n';
    expect(await read(csv)).toEqual([call]);
  });

  it('come as JSON Lines', async () => {
    const lines = [
      { calling: '2025550123', called: '3125550123', time: '2026-03-03T12:20:01-06:00' },
      { calling: 12_025_550_123, called: 13_125_550_123, time },
      { calling: null, called: '3125550123', time },
    ];
    const found = await read(lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(found).toEqual([call, call, { ...call, calling: 0 }]);
  });

  it.each([
    ['nothing', '', 'line 1: no line names a call: --calls takes CSV'],
    ['white space', '\n \n', 'line 1: no line names a call: --calls takes CSV'],
    ['a header alone', 'calling,called,time\n', 'line 1: no line names a call: --calls takes CSV'],
    [
      'no such column',
      'from,to,time\n1,2,3\n',
      'line 1: the first line has no column calling and no column called: --calls takes CSV',
    ],
    [
      'a missing value',
      'calling,called,time\n1,2,2026-03-03T18:20:01Z\n1,2\n',
      'line 3: it has more or fewer',
    ],
    ['a program', 'ELF\n\0\0\n1,2', 'line 2: not UTF-8 text: --calls takes CSV'],
    ['a quotation mark inside', 'calling,called,time\n1,2,x"y\n', 'line 2: a quotation mark stands where'],
    ['no zone', 'calling,called,time\n2025550123,3125550123,2026-03-03 18:20:01\n', 'line 2: time takes'],
    [
      'no number',
      '{"calling":"1","called":"front desk","time":"2026-03-03T18:20:01Z"}',
      'line 1: called takes',
    ],
    ['broken JSON', '\n\n{"calling":"1"', 'line 3: not a JSON object in one line: --calls takes CSV'],
    ['a time in seconds', '{"calling":"1","called":"3125550123","time":1772562001}', 'as ms since 1970'],
    [
      'broken CSV',
      'calling,called,time\n"1,2,3\n',
      'line 2: a quotation mark stands where none may, or is not closed',
    ],
  ])('are refused by line where there is %s', async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });

  it('are refused where the file cannot be read', async () => {
    await expect(readCalls(join(directory, 'nowhere'))).rejects.toThrow('nowhere: there is no such file');
    await expect(readCalls(directory)).rejects.toThrow(`can't read ${directory}: it is a folder`);
  });
});
