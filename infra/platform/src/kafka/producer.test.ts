import { describe, expect, it } from 'vitest';
import { cutSends, type OutgoingMessage } from './producer.ts';

const message = (topic: string, bytes: number): OutgoingMessage => ({
  topic,
  key: 'k',
  value: Buffer.alloc(bytes),
});

describe('dividing messages into sends', () => {
  it('puts at most one record batch of a topic into a send, keeps the order and loses none', () => {
    const messages = [...Array(30).keys()].map((i) => message(`cdr.${i % 3}`, 400_000 + i));
    const sends = [...cutSends(messages)];
    expect(sends.flat()).toEqual(messages);
    for (const send of sends) {
      for (const list of Map.groupBy(send, ({ topic }) => topic).values()) {
        expect(list.reduce((sum, { value }) => sum + (value?.length ?? 0), 0)).toBeLessThan(1_048_588);
      }
    }
  });

  it('sends a message that is too large by itself, so that the broker refuses it alone', () => {
    expect(
      [...cutSends([message('a', 10), message('a', 2_000_000), message('a', 10)])].map((s) => s.length),
    ).toEqual([1, 1, 1]);
  });
});
