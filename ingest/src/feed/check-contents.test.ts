import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkContents } from './check-contents.ts';
import { formatNamed } from './formats.ts';

const directory = mkdtempSync(join(tmpdir(), 'ringtrace-fault-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const header = 'call_id,start_time,end_time,called_number,sip_code';
const row = 'a,2026-03-03T15:00:00Z,2026-03-03T15:00:00Z,13125550199,486';
function written(name: string, ...lines: string[]): string {
  const path = join(directory, name);
  writeFileSync(path, lines.join('\n'));
  return path;
}

const open = () => formatNamed('csv').open({ timezone: undefined });

describe('a fault of a whole file', () => {
  it.each([
    ['an unknown column', [`${header},colour`, `${row},red`], "unknown column 'colour'"],
    [
      'a column that is not there',
      ['call_id,start_time', 'a,b'],
      'the header lacks end_time, called_number, sip_code',
    ],
    ['no header', [row], 'names no column that csv knows'],
  ])('is found behind files that have none: %s', async (_, lines, reason) => {
    const good = written('good.csv', header, row, 'cut');
    await expect(checkContents([good], open)).resolves.toBeUndefined();
    const bad = written('bad.csv', ...lines);
    await expect(checkContents([good, bad], open)).rejects.toThrow(
      expect.objectContaining({ message: expect.stringMatching(new RegExp(`bad.csv.*${reason}`)) }),
    );
  });
});
