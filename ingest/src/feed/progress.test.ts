import { describe, expect, it } from 'vitest';
import { createProgressBar, describeProgress } from './progress.ts';

const half = { file: 'a.csv', bytes: 500, totalBytes: 1_000, records: 120_000, rejected: 0 };

function drawn(isTTY: boolean, times: readonly number[]) {
  let now = 0;
  const written: string[] = [];
  const screen = { isTTY, columns: 60, write: (text: string) => written.push(text) };
  const bar = createProgressBar(screen, () => now);
  for (const time of times) {
    now = time;
    bar.update(half);
  }
  bar.done();
  return written;
}

describe('progress', () => {
  it('shows share, records, rate, time left and refused lines', () => {
    expect(describeProgress(half, 60)).toBe(
      '████████████░░░░░░░░░░░░  50%  120,000 records  2,000/s  1:00 left',
    );
    expect(describeProgress({ ...half, rejected: 3 }, 3_700)).toContain('1:01:40 left  3 refused');
    expect(describeProgress({ ...half, bytes: 1_000 }, 60)).toBe(
      `${'█'.repeat(24)} 100%  120,000 records  2,000/s`,
    );
    expect(describeProgress({ ...half, totalBytes: 0 }, 60)).toBe('120,000 records  2,000/s');
  });

  it('draws over one line of a terminal, never wider than it', () => {
    const written = drawn(true, [0, 50, 99, 100, 150]);
    expect(written).toHaveLength(4);
    for (const line of written.slice(0, 3)) {
      expect(line.startsWith('\r\x1b[2K')).toBe(true);
      expect(line.length).toBeLessThan(60 + '\r\x1b[2K'.length);
    }
    expect(written.at(-1)).toBe('\n');
  });

  it('writes plain lines every few seconds elsewhere', () => {
    const written = drawn(false, [0, 1_000, 2_999, 3_000, 4_000, 6_000]);
    expect(written).toHaveLength(3);
    for (const line of written) {
      expect(line).toMatch(/^\S[^\r]+\n$/);
      expect(line).not.toContain('\x1b');
    }
  });

  it('writes notes above the bar, which stays', () => {
    const written: string[] = [];
    const bar = createProgressBar({ isTTY: true, columns: 60, write: (text) => written.push(text) }, () => 0);
    bar.update(half);
    bar.note('a.csv:3: is not JSON');
    expect(written[1]).toBe('\r\x1b[2Ka.csv:3: is not JSON\n');
    expect(written[2]).toBe(written[0]);
  });
});
