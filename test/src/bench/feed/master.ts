import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const rowsAtOnce = 1_000;
const startMs = Date.UTC(2026, 2, 3);
const callsPerS = 20;

const stamp = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

/** The i-th row of an Asterisk file. Each has another caller, called number and duration. */
function row(i: number): string {
  const caller = `1202555${String((i * 7_919) % 10_000).padStart(4, '0')}`;
  const called = `1312${String((i * 104_729) % 10_000_000).padStart(7, '0')}`;
  const start = startMs + Math.floor(i / callsPerS) * 1_000;
  const answered = i % 5 !== 0;
  const answer = start + (2 + (i % 17)) * 1_000;
  const end = answer + (1 + (i % 290)) * 1_000;
  const seconds = (from: number) => (end - from) / 1_000;
  return `"","${caller}","${called}","from-trunk","""Name ${i % 1_000}"" <${caller}>","PJSIP/north-${(i >>> 0).toString(16).padStart(8, '0')}","PJSIP/south-${(i + 1).toString(16).padStart(8, '0')}","Dial","PJSIP/${called}@south,30","${stamp(start)}","${answered ? stamp(answer) : ''}","${stamp(end)}",${seconds(start)},${answered ? seconds(answer) : 0},"${answered ? 'ANSWERED' : 'NO ANSWER'}","DOCUMENTATION","${Math.floor(start / 1_000)}.${i}",""\n`;
}

/** Writes a Master.csv of at least `bytes` bytes. */
export async function writeMaster(
  path: string,
  leastBytes: number,
): Promise<{ rows: number; bytes: number }> {
  const out = createWriteStream(path);
  let rows = 0;
  while (out.bytesWritten + out.writableLength < leastBytes) {
    const some = Array.from({ length: rowsAtOnce }, (_, i) => row(rows + i)).join('');
    rows += rowsAtOnce;
    if (!out.write(some)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
  return { rows, bytes: out.bytesWritten };
}
