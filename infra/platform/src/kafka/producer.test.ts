import { describe, expect, it } from 'vitest';
import { cutSends, type OutgoingMessage, toOnePartitionEach } from './producer.ts';

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

describe('requests', () => {
  const of = (topic: string, key: string | null, value: string) => ({
    topic,
    key,
    value: Buffer.from(value),
  });
  const values = (requests: ReturnType<typeof toOnePartitionEach>) =>
    requests.map(({ topic, messages }) => [topic, messages.map(({ value }) => String(value))]);

  it('go to one partition each: one key of one topic, in the order of its messages', () => {
    const requests = toOnePartitionEach([
      of('a', 'x', '1'),
      of('b', 'x', '2'),
      of('a', 'y', '3'),
      of('a', 'x', '4'),
    ]);
    expect(values(requests)).toEqual([
      ['a', ['1', '4']],
      ['b', ['2']],
      ['a', ['3']],
    ]);
  });

  it('hold one message where it has no key: nobody knows its partition', () => {
    expect(values(toOnePartitionEach([of('a', null, '1'), of('a', null, '2'), of('a', '1', '3')]))).toEqual([
      ['a', ['1']],
      ['a', ['2']],
      ['a', ['3']],
    ]);
  });
});
