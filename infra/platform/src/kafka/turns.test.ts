import { describe, expect, it } from 'vitest';
import { type Fetched, Turns } from './turns.ts';

const topics = ['a', 'b', 'c', 'd', 'e', 'f'];
const assigned = Object.fromEntries(topics.map((topic) => [topic, [0, 1]]));
const mb = 1024 * 1024;

/** A fetch after which many messages are left. */
const far = (topic: string, more: Partial<Fetched> = {}): Fetched => ({
  topic,
  partition: 0,
  messages: 10,
  bytes: mb,
  left: 1_000,
  timestamp: 0,
  ...more,
});
const names = (turns: Turns) => turns.next().map(({ topic }) => topic);
/** Turns in which all topics are behind. */
function behind(now = () => 0): Turns {
  const turns = new Turns(assigned, now);
  turns.next();
  for (const topic of topics) turns.fetched(far(topic));
  return turns;
}

describe('turns', () => {
  it('fetch from all topics where none is behind', () => {
    const turns = new Turns(assigned);
    for (const topic of topics) turns.fetched(far(topic, { left: 10 }));
    expect(turns.next()).toEqual(topics.map((topic) => ({ topic, partitions: [0, 1] })));
  });

  it('read topics that are behind a few at a time, and the others always', () => {
    const turns = behind();
    turns.fetched(far('a', { left: 0 }));
    expect(names(turns)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('tell whether any topic is behind', () => {
    const turns = new Turns(assigned);
    expect(turns.anyBehind()).toBe(false);
    turns.fetched(far('c'));
    expect(turns.anyBehind()).toBe(true);
    turns.fetched(far('c', { left: 0 }));
    expect(turns.anyBehind()).toBe(false);
  });

  it('reach every topic', () => {
    const turns = behind();
    const seen = new Set<string>();
    for (let round = 0; round < 2; round += 1) {
      const read = names(turns);
      for (const topic of read) {
        seen.add(topic);
        turns.fetched(far(topic, { bytes: 64 * mb }));
      }
    }
    expect([...seen].sort()).toEqual(topics);
  });

  it('end early where a topic is caught up', () => {
    const turns = behind();
    expect(names(turns)).toEqual(['a', 'b', 'c', 'd']);
    turns.fetched(far('b', { left: 3 }));
    expect(names(turns)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('end where no message comes, so that no topic waits for a deleted one', () => {
    let now = 0;
    const turns = behind(() => now);
    expect(names(turns)).not.toContain('f');
    now = 2_001;
    expect(names(turns)).toEqual(topics);
  });

  it('let partitions wait for others of their topic that are further behind', () => {
    const turns = behind();
    turns.fetched(far('a', { partition: 0, timestamp: 5_000 }));
    turns.fetched(far('a', { partition: 1, timestamp: 1_000 }));
    expect(turns.next()[0]).toEqual({ topic: 'a', partitions: [1] });
    turns.fetched(far('a', { partition: 1, timestamp: 5_000 }));
    expect(turns.next()[0]).toEqual({ topic: 'a', partitions: [0, 1] });
    turns.fetched(far('a', { partition: 1, timestamp: 9_000, left: 0 }));
    expect(turns.next()[0]).toEqual({ topic: 'a', partitions: [0, 1] });
  });
});
