import { emptyReference } from '@ringtrace/enrich/reference';
import { emptyCdr } from '@ringtrace/schemas/cdr';
import { describe, expect, it } from 'vitest';
import { enrichRecord } from './enrich.ts';
import { FeedBlock } from './fill.ts';

const start = Date.UTC(2025, 2, 4, 15);
const row = (carrier: string, start_time: number) =>
  enrichRecord(carrier, { ...emptyCdr, call_id: `${start_time}`, start_time }, emptyReference);

describe('a block', () => {
  it('counts arrivals by carrier and minute of start_time', () => {
    const block = new FeedBlock(1);
    for (const [carrier, at] of [
      ['a', 0],
      ['a', 59_999],
      ['a', 60_000],
      ['b', 0],
    ] as const)
      block.addCdr(row(carrier, start + at));
    const minute = start / 1_000;
    expect(block.arrivals()).toEqual([
      { carrier: 'a', minute, cdrs: 2 },
      { carrier: 'a', minute: minute + 60, cdrs: 1 },
      { carrier: 'b', minute, cdrs: 1 },
    ]);
    expect(block.rows()).toBe(4);
    expect(block.bytes()).toBeGreaterThan(4 * 100);
  });

  it('commits the offset behind the last message of each partition', () => {
    const block = new FeedBlock(1);
    const message = { topic: 'cdr.a', partition: 0, offset: 4, timestamp: 0, value: null };
    block.done(message);
    block.done({ ...message, offset: 5 });
    block.done({ ...message, partition: 1, offset: 0 });
    expect(block.offsets()).toEqual([
      { topic: 'cdr.a', partition: 0, offset: 6 },
      { topic: 'cdr.a', partition: 1, offset: 1 },
    ]);
  });
});
