import type { CallerClass } from '@ringtrace/schemas/segment-key';
import { describe, expect, it } from 'vitest';
import type { CallerKey } from '../features/segment-key.ts';
import { linkableFrom } from '../linking/memory-source.fixture.ts';
import { messageLengths, numberPatternsOf, patternsOf } from './patterns.ts';

/** Calls by the second, from these counts. */
function heard(counts: Readonly<Record<number, number>>): number[] {
  return Array.from({ length: 120 }, (_, second) => counts[second] ?? 0);
}
/** A recording of this length that `calls` heard to the end. */
const recording = (seconds: number, calls: number) => ({
  [seconds - 1]: calls / 4,
  [seconds]: calls / 2,
  [seconds + 1]: calls / 4,
});
const lengthsOf = (seconds: readonly number[]) => messageLengths(seconds).map((message) => message.seconds);

describe('message lengths', () => {
  it('are two where two messages are heard, with their shares of the calls', () => {
    expect(messageLengths(heard({ ...recording(19, 60), ...recording(35, 40) }))).toEqual([
      { seconds: 19, share: 0.6 },
      { seconds: 35, share: 0.4 },
    ]);
  });

  it('are one where a person hears the end, and voicemail some seconds more', () => {
    expect(lengthsOf(heard({ ...recording(19, 60), ...recording(24, 40) }))).toEqual([19]);
  });

  it('are not made of hang-ups, which grow fewer by the second', () => {
    const hangUps = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [7 + i, 60 / 2 ** i]));
    expect(lengthsOf(heard(hangUps))).toEqual([]);
    expect(lengthsOf(heard({ ...hangUps, ...recording(30, 80) }))).toEqual([30]);
  });

  it('are not made of conversations, which end at any second', () => {
    expect(lengthsOf(Array.from({ length: 120 }, (_, second) => (second > 6 ? 5 : 0)))).toEqual([]);
  });

  describe('of few calls among many', () => {
    const most = recording(12, 1000);
    const few = recording(22, 60);

    it('are named where hardly any call ends before, or after', () => {
      expect(lengthsOf(heard({ ...most, ...few }))).toEqual([12, 22]);
    });

    it('are named where one carrier rounds its calls to six seconds', () => {
      expect(lengthsOf(heard({ ...most, ...few, 18: 45, 24: 10 }))).toEqual([12, 22]);
    });

    it('are not made of the end of what voicemail keeps, which ends at any second before', () => {
      const voicemail = Object.fromEntries(Array.from({ length: 19 }, (_, i) => [15 + i, 20 + i]));
      expect(lengthsOf(heard({ ...most, ...voicemail }))).toEqual([12]);
    });

    it('are not made of conversations, nor of what chance puts together', () => {
      const talks = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [20 + i, 10]));
      expect(lengthsOf(heard({ ...most, ...talks, ...recording(60, 12) }))).toEqual([12]);
      expect(lengthsOf(heard({ ...recording(12, 100), ...recording(60, 8) }))).toEqual([12]);
    });
  });

  it('are none where few calls were heard, and none of a few calls among many', () => {
    expect(lengthsOf(heard(recording(19, 20)))).toEqual([]);
    expect(lengthsOf(heard({ ...recording(19, 100), ...recording(60, 8) }))).toEqual([19]);
  });
});

describe('number patterns', () => {
  const segment = (caller_class: CallerClass, calls: number, more: Partial<CallerKey> = {}) =>
    linkableFrom(1, { caller_class, calls, calling_number: 0, ...more });
  const patterns = (...segments: ReturnType<typeof segment>[]) =>
    numberPatternsOf(segments).map(({ pattern, share }) => [pattern, Math.round(100 * share)]);

  it('are two where calls show numbers chosen in two ways', () => {
    expect(
      patterns(
        segment('neighbor', 60),
        segment('unproven', 30),
        segment('neighbor', 10, { callers_called: true }),
      ),
    ).toEqual([
      ['neighbor', 70],
      ['other', 30],
    ]);
    expect(
      patterns(
        segment('dno', 20),
        segment('foreign', 40, { called_back_at: '+91' }),
        segment('one ring', 40, { called_back_at: '+91' }),
      ),
    ).toEqual([
      ['abroad', 80],
      ['listed', 20],
    ]);
  });

  it('are one where numbers are made up at random: some of them are nobody’s, some unusable', () => {
    expect(patterns(segment('unassigned', 30), segment('unusable', 30), segment('unproven', 40))).toEqual([
      ['other', 100],
    ]);
  });

  it('leave out a way of few calls', () => {
    expect(patterns(segment('neighbor', 90), segment('unproven', 10))).toEqual([['neighbor', 90]]);
  });
});

it('finds the patterns of segments together, in whatever order these are', () => {
  const message = (seconds: number, n: number) =>
    linkableFrom(n, {
      calling_number: 12_025_550_100 + n,
      features: {
        seconds: [
          [seconds - 1, seconds, seconds + 1],
          [20, 60, 20],
        ],
      },
    });
  const [one, other] = [message(20, 1), message(44, 2)];
  const found = patternsOf([one, other]);
  expect(found.messages.map(({ seconds }) => seconds).sort()).toEqual([20, 44]);
  expect(patternsOf([other, one])).toEqual(found);
  expect(patternsOf([one]).messages.map(({ seconds }) => seconds)).toEqual([20]);
});
