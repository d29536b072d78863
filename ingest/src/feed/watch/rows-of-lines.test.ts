import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isGood } from '../format.ts';
import { csv } from '../formats/csv.ts';
import { Files } from './files.ts';
import type { Position } from './state.ts';

const directory = mkdtempSync(join(tmpdir(), 'ringtrace-rows-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const header = 'call_id,start_time,end_time,called_number,sip_code,caller_name\n';
const row = (id: string, name: string) =>
  `${id},2026-03-03T15:00:00Z,2026-03-03T15:00:30Z,13125550102,486,${name}`;

function open(positions: readonly Position[]): Files {
  const reader = csv.open({ timezone: undefined });
  return new Files({ directory, reader, positions, quietMs: 0, onProblem: () => {} });
}

/** What one look at the directory gives. */
async function look(files: Files): Promise<(string | null)[]> {
  const names: (string | null)[] = [];
  await files.look();
  for (const file of files.toRead()) {
    await file.read({
      take: (record) => {
        names.push(isGood(record) ? record.cdr.caller_name : 'refused');
        return undefined;
      },
      paused: () => false,
      last: false,
    });
  }
  await files.fed();
  return names;
}

describe('a followed file with values of several lines', () => {
  it('gives a row once it is whole, and goes on behind it in another run', async () => {
    const path = join(directory, 'calls.csv');
    writeFileSync(path, `${header}${row('1', 'A')}\n${row('2', '"first')}\n`);
    const first = open([]);
    expect(await look(first)).toEqual(['A']);
    expect(await look(first)).toEqual([]);
    const positions = first.positions();
    await first.close();

    appendFileSync(path, `second"\n${row('3', 'C')}\n`);
    const second = open(positions);
    expect(await look(second)).toEqual(['first\nsecond', 'C']);
    appendFileSync(path, `${row('4', '"never')}\n${row('5', 'E')}\n`);
    // A line that looks like a row may belong to the open value. So nothing is certain before 50 lines.
    expect(await look(second)).toEqual([]);
    const others = Array.from({ length: 50 }, (_, i) => `F${i}`);
    appendFileSync(path, others.map((name, i) => `${row(`${6 + i}`, name)}\n`).join(''));
    expect(await look(second)).toEqual(['refused', 'E', ...others]);
    await second.close();
  });
});
