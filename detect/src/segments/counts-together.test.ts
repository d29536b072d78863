import { describe, expect, it } from 'vitest';
import { features } from '../features/features.fixture.ts';
import type { Features } from '../features/features.ts';
import { callerSample } from '../features/number-sample.ts';
import { distinctNumbers } from '../features/sources.ts';
import { baselineOf } from './baseline.ts';
import { judgeTogether } from './judge-together.ts';
import { uncalledCallers } from './signals/many-numbers.ts';

const baseline = baselineOf([0, 2, 20, 61], [4_000, 300, 3_000, 2_200], { receiving: 0.5, calledBack: 0.03 });
/** Hours of a customer, each with calls of these numbers. */
const hours = (callers: readonly (readonly number[])[], more: Partial<Features> = {}) =>
  judgeTogether(
    callers.map((own, hour) => ({
      segment_id: `hour ${hour}`,
      judged: {
        features: {
          ...features,
          kind: 'source',
          place: 'customer',
          hour,
          calling_numbers: own.length,
          callers: [...own].sort((a, b) => a - b).slice(0, callerSample),
          ...more,
        },
        baseline,
      },
    })),
  );
/** `count` numbers, as hashes that lie evenly among all. */
const numbers = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5 + from) / count) * 2 ** 32));

describe('calling numbers of several hours', () => {
  it('count once, however many hours show them', () => {
    const own = numbers(9);
    const { features: together } = hours([own, own, own, own, own, own, own, own]);
    expect(together.calling_numbers).toBe(72);
    expect(distinctNumbers(together)).toBe(9);
  });

  it('are exact where there are many, too, if hours have all of them in common, or none', () => {
    const own = numbers(2_000);
    expect(distinctNumbers(hours([own, own, own]).features)).toBe(2_000);
    const others = numbers(700, 0.3);
    expect(distinctNumbers(hours([own, others]).features)).toBe(2_700);
  });

  it('are estimated from the samples where hours have some of them in common', () => {
    const [own, others] = [numbers(2_000), numbers(2_000, 0.3)];
    const half = own.map((number, i) => (i % 2 === 0 ? number : (others[i] ?? number)));
    const { features: together } = hours([own, half]);
    expect(distinctNumbers(together) / 3_000).toBeGreaterThan(0.85);
    expect(distinctNumbers(together) / 3_000).toBeLessThan(1.15);
  });

  it('are never more than those of each hour together', () => {
    const { features: together } = hours([numbers(40), numbers(40, 0.3)]);
    expect(together.calling_numbers).toBe(80);
    expect(distinctNumbers(together)).toBeLessThanOrEqual(80);
    expect(distinctNumbers(hours([numbers(30), numbers(30, 0.3)]).features)).toBe(60);
  });

  it('are those of each hour together where another release kept no sample', () => {
    const { features: together } = hours([numbers(9), numbers(9)], { callers: [] });
    expect(distinctNumbers(together)).toBe(18);
  });

  it('are no crowd that nobody calls where a business shows its few in many hours', () => {
    const read = (callers: readonly number[]) =>
      hours(Array.from({ length: 10 }, () => callers)).evidence.find(
        ({ name }) => name === uncalledCallers.name,
      );
    expect(read(numbers(9))).toBeUndefined();
    expect(read(numbers(100))?.contribution).toBeGreaterThan(0.5);
  });
});

describe('calls of a source', () => {
  const hour = {
    ...features,
    kind: 'source',
    number: 0,
    place: 'customer',
    source_calls: 487,
    source_receiving: 35,
    asked_calls: 487,
    asked_called_back: 4,
  } as const;
  const together = (parts: readonly Features[]) =>
    judgeTogether(
      parts.map((own, i) => ({ segment_id: `segment ${i}`, judged: { features: own, baseline } })),
    ).features;

  it('count once, though those of callers that are called are a segment of their own', () => {
    const both = [
      { ...hour, calls: 452 },
      { ...hour, calls: 35, callers_called: true },
    ];
    const counts = {
      calls: 487,
      source_calls: 487,
      source_receiving: 35,
      asked_calls: 487,
      asked_called_back: 4,
    };
    expect(together(both)).toMatchObject(counts);
    expect(together(both.toReversed())).toMatchObject(counts);
  });

  it('add up over hours, caller classes and customers', () => {
    const others = [
      { ...hour, hour: 3_600 },
      { ...hour, caller_class: 'attested' },
      { ...hour, place_customer: 'another' },
    ] as const;
    for (const other of others)
      expect(together([hour, other])).toMatchObject({
        source_calls: 974,
        source_receiving: 70,
        asked_calls: 974,
      });
  });

  it('are told from those of busy numbers beside it', () => {
    const number = { ...features, calls: 120, number: 12_025_550_100 };
    expect(together([hour, number, { ...number, number: 12_025_550_101 }])).toMatchObject({
      busy_calls: 240,
    });
    expect(together([hour, hour])).toMatchObject({ busy_calls: 0 });
  });

  it('are asked of those that nobody calls, where a place has many customers', () => {
    const ofMany = { ...hour, place: 'claimed', asked_calls: 452 } as const;
    const calledToo = { ...ofMany, callers_called: true, asked_calls: 0, asked_called_back: 0 };
    expect(together([calledToo, ofMany])).toMatchObject({ asked_calls: 452, asked_called_back: 4 });
  });
});

describe('few calls of a customer in each hour', () => {
  const own = numbers(20);
  const few = {
    calls: 25,
    asked_calls: 25,
    called_back: 0,
    asked_called_back: 0,
    recent_calls: 3,
    recent_asked_calls: 3,
  };

  it('do not tell that nobody calls back: an hour with a call-back is not among them', () => {
    const { features: together } = hours([own, own, own, own], few);
    expect(together).toMatchObject({ calls: 100, recent_calls: 100, recent_asked_calls: 100 });
  });

  it('tell of those that are called back', () => {
    const { features: together } = hours([own, own], { ...few, called_back: 2, asked_called_back: 2 });
    expect(together).toMatchObject({ recent_calls: 46, recent_asked_calls: 46, called_back: 4 });
  });

  it('tell it where the other part of their source has many: that part is kept whatever happens', () => {
    const whole = { ...features, kind: 'source', number: 0, place: 'customer', source_calls: 2_030 } as const;
    const told = { asked_calls: 2_030, asked_called_back: 0, recent_asked_calls: 30 };
    const called = { ...whole, ...told, calls: 9, callers_called: true };
    const others = { ...whole, ...told, calls: 2_021 };
    const judge = (parts: readonly Features[]) =>
      judgeTogether(
        parts.map((own, i) => ({ segment_id: `segment ${i}`, judged: { features: own, baseline } })),
      ).features;
    expect(judge([called, others])).toMatchObject({ asked_calls: 2_030, recent_asked_calls: 30 });
    expect(judge([others, called])).toMatchObject({ asked_calls: 2_030, recent_asked_calls: 30 });
    expect(judge([called])).toMatchObject({ recent_asked_calls: 2_030 });
  });

  it('tell it where there are many, or of a busy number', () => {
    expect(hours([own, own], { ...few, calls: 30 }).features.recent_calls).toBe(6);
    expect(hours([own, own], { ...few, kind: 'number', number: 12_025_550_100 }).features.recent_calls).toBe(
      6,
    );
  });
});
