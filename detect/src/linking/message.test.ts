import { describe, expect, it } from 'vitest';
import { heardFor } from './linkage.fixture.ts';
import { messageEnd, sameMessage } from './message.ts';

describe('the end of a message', () => {
  const ending = (seconds: Readonly<Record<number, number>>) =>
    heardFor(0, { seconds: Array.from({ length: 120 }, (_, i) => seconds[i] ?? 0) });

  it('is where a quarter of those who listen hang up within three seconds', () => {
    expect(messageEnd(ending({ 20: 25, 40: 25, 60: 25, 80: 25 }))).toBe(19);
    expect(messageEnd(ending({ 20: 24, 40: 24, 60: 24, 80: 24, 100: 4 }))).toBeUndefined();
    expect(messageEnd(ending({ 19: 10, 20: 10, 21: 10, 50: 25 }))).toBe(20);
    expect(messageEnd(ending({}))).toBeUndefined();
  });

  it('may differ by a second', () => {
    expect(sameMessage(heardFor(20), heardFor(21))).toBe(true);
    expect(sameMessage(heardFor(20), heardFor(22))).toBe(false);
    expect(sameMessage(ending({}), ending({}))).toBe(false);
  });
});
