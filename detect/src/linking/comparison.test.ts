import { hourMs } from '@ringtrace/schemas/durations';
import { describe, expect, it } from 'vitest';
import type { Behavior } from './behavior.ts';
import type { Member } from './cluster.ts';
import { compare, compareBehavior } from './comparison.ts';
import { claimed, heardFor, ofArea, ofExchange, ofOrigid, ofReused, proven } from './linkage.fixture.ts';

/** So many times as many calls of one kind: a third answered, 20% of these hung up, the rest heard around 20 s. */
const times = (factor: number, more: Partial<Behavior> = {}): Behavior => ({
  ...heardFor(20),
  calls: 150 * factor,
  answered: 50 * factor,
  short: 10 * factor,
  seconds: heardFor(20).seconds.map((_, i) => (i === 20 || i === 21 ? 20 * factor : 0)),
  areas: new Map([[1_212, 150 * factor]]),
  ...more,
});

const strict = { byArea: true, atOnce: false };

describe('comparison of behavior', () => {
  it('finds the same message and shares alike, whatever the number of calls', () => {
    expect(compareBehavior(times(10), times(10), strict)).toBe('alike');
    expect(compareBehavior(times(10), times(40), strict)).toBe('alike');
  });

  it('is unclear where there are too few calls to tell', () => {
    expect(compareBehavior(times(0.1), times(10), strict)).toBe('unclear');
    expect(compareBehavior(times(0.1), times(0.1, { short: 0 }), strict)).toBe('unclear');
  });

  it.each([
    ['hung up, far more', { short: 220 }, 'different'],
    ['hung up, more', { short: 170 }, 'unclear'],
    ['hung up, a few more', { short: 130 }, 'alike'],
    ['answered, far more', { answered: 800, short: 160 }, 'different'],
    ['answered, more', { answered: 660, short: 132 }, 'unclear'],
    ['answered, a few more', { answered: 620, short: 124 }, 'alike'],
    ['given up within a ring, far more', { rung: 400 }, 'different'],
    ['given up within a ring, more', { rung: 150 }, 'alike'],
  ])('holds the share of calls against the other: %s', (_, more, level) => {
    expect(compareBehavior(times(10), times(10, more), strict)).toBe(level);
    expect(compareBehavior(times(10, more), times(10), strict)).toBe(level);
  });

  it.each([
    ['hung up, more', { short: 170 }, 'different'],
    ['hung up, a few more', { short: 130 }, 'alike'],
    ['answered, more', { answered: 660, short: 132 }, 'different'],
    ['answered, a few more', { answered: 545, short: 109 }, 'alike'],
    ['given up within a ring, more', { rung: 150 }, 'different'],
  ])('asks for less to tell apart what calls at the same time: %s', (_, more, level) => {
    const atOnce = { byArea: true, atOnce: true };
    expect(compareBehavior(times(10), times(10, more), atOnce)).toBe(level);
    expect(compareBehavior(times(10, more), times(10), atOnce)).toBe(level);
    // Of fewer calls, chance explains as much.
    expect(compareBehavior(times(0.5), times(0.5), atOnce)).not.toBe('different');
  });

  it('does not hold the answered share against a feed that tells only of answered calls', () => {
    const answered = { calls: 500, answered: 500 };
    expect(compareBehavior(times(10), times(10, answered), strict)).toBe('different');
    const untold = { ...answered, untoldCalls: 500, untoldAnswered: 500 };
    expect(compareBehavior(times(10), times(10, untold), strict)).toBe('alike');
    expect(compareBehavior(times(10, untold), times(10, { short: 220 }), strict)).toBe('different');
  });

  it('tells messages of another length apart', () => {
    const longer = times(10, { seconds: times(10).seconds.map((_, i) => (i === 50 || i === 51 ? 200 : 0)) });
    expect(compareBehavior(times(10), longer, strict)).toBe('different');
  });

  it('counts the areas called only where it is asked to', () => {
    const elsewhere = times(10, { areas: new Map([[1_315, 1_500]]) });
    expect(compareBehavior(times(10), elsewhere, strict)).toBe('different');
    expect(compareBehavior(times(10), elsewhere, { byArea: false, atOnce: false })).toBe('alike');
    const mostly = times(10, {
      areas: new Map([
        [1_212, 1_125],
        [1_315, 375],
      ]),
    });
    expect(compareBehavior(times(10), mostly, strict)).toBe('alike');
  });
});

describe('comparison of segments', () => {
  const of = (part: Partial<Member>, behavior = heardFor(20), more: Partial<Member> = {}) =>
    claimed('p', { ...part, behavior, ...more });

  it.each([
    ['two origids', ofOrigid('a'), ofOrigid('b'), 'different'],
    ['one origid', ofOrigid('a'), ofOrigid('a'), 'unclear'],
    ['an origid and none', ofOrigid('a'), {}, 'unclear'],
    ['an exchange and none', ofExchange(1_212_555), {}, 'different'],
    ['one exchange', ofExchange(1_212_555), ofExchange(1_212_555), 'unclear'],
    ['an area and none', ofArea(1_212), {}, 'different'],
    ['two areas', ofArea(1_212), ofArea(1_315), 'unclear'],
    ['numbers used again and again, and others', ofReused, {}, 'different'],
    ['numbers used again and again', ofReused, ofReused, 'unclear'],
  ])('at one provider, of %s', (_, one, other, level) => {
    expect(compare(of(one), of(other))).toBe(level);
    expect(compare(of(one, times(10)), of(other, times(10)))).toBe('alike');
  });

  describe('of numbers used again and again, and numbers used once', () => {
    const used = (repeatedCalls: number, more: Parameters<typeof of>[2] = {}) =>
      of({ callers_called: repeatedCalls > 0 }, heardFor(20, { repeatedCalls }), more);

    it('keeps two pools of one class apart', () => {
      expect(compare(used(120), used(0))).toBe('different');
      expect(compare(used(120), used(100))).toBe('unclear');
      expect(compare(used(75), used(0))).toBe('unclear');
    });

    it('tells nothing of two classes, of numbers in steady use, and of another hour', () => {
      expect(compare(used(120), used(0, { caller_class: 'unusable' }))).toBe('unclear');
      const [steady, pool] = [used(120, { calling_number: 12_025_550_100 }), used(0)];
      expect([compare(steady, pool), compare(pool, steady)]).toEqual(['unclear', 'unclear']);
      expect(compare(used(120), used(0, { first_ms: 3_600_000, last_ms: 7_200_000 }))).toBe('unclear');
    });
  });

  it('takes for one what is started and stopped together, however it was told apart', () => {
    const started = { first_ms: 780_000, last_ms: 2_820_000 };
    const [reused, others] = [of({ ...ofReused, ...started }), of(started)];
    expect(compare(reused, others)).toBe('unclear');
    expect(compare(reused, of({ first_ms: 1_200_000, last_ms: 2_820_000 }))).toBe('different');
    const longer = times(10, { seconds: times(10).seconds.map((_, i) => (i === 50 || i === 51 ? 200 : 0)) });
    expect(compare(of(started, times(10)), of(started, longer))).toBe('different');
  });

  it('takes two exchanges for one customer on request', () => {
    const exchanges = [of(ofExchange(1_212_555)), of(ofExchange(1_212_556), heardFor(20))] as const;
    expect(compare(...exchanges)).toBe('different');
    expect(compare(...exchanges, { byExchange: false })).toBe('unclear');
    expect(compare(of(ofOrigid('a')), of(ofOrigid('b')), { byExchange: false })).toBe('different');
    expect(compare(of(ofExchange(1_212_555)), of(ofArea(1_212)), { byExchange: false })).toBe('different');
  });

  it('keeps two areas apart whose callers are of two classes', () => {
    expect(compare(of(ofArea(1_212)), of(ofArea(1_315), heardFor(20), { caller_class: 'unusable' }))).toBe(
      'different',
    );
  });

  it("holds the areas of a customer's calls against each other only at the same time", () => {
    const later = { first_ms: hourMs, last_ms: 2 * hourMs };
    const area = proven('p', ofArea(1_212));
    expect(compare(area, proven('p'))).toBe('different');
    expect(compare(area, proven('p', later))).toBe('unclear');
    expect(compare(of(ofArea(1_212)), of(later))).toBe('different');
  });

  it('lets numbers that are used again and again go on where nothing beside them tells them apart', () => {
    const later = { first_ms: hourMs, last_ms: 2 * hourMs };
    expect(compare(of(ofReused), of(later))).toBe('unclear');
  });

  it('does not hold marks of two providers against each other', () => {
    expect(compare(of(ofOrigid('a')), claimed('q', ofOrigid('b')))).toBe('unclear');
  });

  it('compares areas at the same time only, and never those that told the segments apart', () => {
    const elsewhere = times(10, { areas: new Map([[1_315, 1_500]]) });
    expect(compare(of({}, times(10)), of({}, elsewhere))).toBe('different');
    const later = { first_ms: hourMs, last_ms: 2 * hourMs };
    expect(compare(of({}, times(10)), of({}, elsewhere, later))).toBe('alike');
    expect(compare(of(ofArea(1_212), times(10)), of(ofArea(1_315), elsewhere))).toBe('alike');
  });

  it('is closer where both call at the same time', () => {
    const more = times(10, { short: 170 });
    const later = { first_ms: hourMs, last_ms: 2 * hourMs };
    expect(compare(of({}, times(10)), of({}, more))).toBe('different');
    expect(compare(of({}, times(10)), of({}, more, later))).toBe('unclear');
  });

  it('takes an overlap of 30% of the shorter for the same time', () => {
    const elsewhere = times(10, { areas: new Map([[1_315, 1_500]]) });
    const from = (first_ms: number) =>
      compare(of({}, times(10)), of({}, elsewhere, { first_ms, last_ms: first_ms + hourMs }));
    expect(from(2_520_000)).toBe('different');
    expect(from(2_520_001)).toBe('alike');
  });
});
