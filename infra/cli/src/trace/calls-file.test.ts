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
    ['no such column', 'from,to,time\n1,2,3\n', 'line 2: calling, called and time are needed'],
    ['no zone', 'calling,called,time\n2025550123,3125550123,2026-03-03 18:20:01\n', 'line 2: time takes'],
    [
      'no number',
      '{"calling":"1","called":"front desk","time":"2026-03-03T18:20:01Z"}',
      'line 1: called takes',
    ],
    ['broken JSON', '\n\n{"calling":"1"', 'line 3: calling, called and time are needed'],
    ['a time in seconds', '{"calling":"1","called":"3125550123","time":1772562001}', 'is ms since 1970'],
    ['broken CSV', 'calling,called,time\n"1,2,3\n', 'neither CSV nor JSON Lines'],
  ])('are refused by line where there is %s', async (_, content, message) => {
    await expect(read(content)).rejects.toThrow(message);
  });

  it('are refused where the file cannot be read', async () => {
    await expect(readCalls(join(directory, 'nowhere'))).rejects.toThrow('cannot read');
  });
});
