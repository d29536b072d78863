import { hourMs, minuteMs } from '@ringtrace/schemas/durations';
import type { CallerClass } from '@ringtrace/schemas/segment-key';
import { describe, expect, it } from 'vitest';
import type { Member } from './cluster.ts';
import { claimed, customerOf, heardFor, ofArea, ofOrigid, proven, segment } from './linkage.fixture.ts';
import { match } from './match.ts';

/** Lasts from one minute to another. */
const during = (from: number, to: number) => ({ first_ms: from * minuteMs, last_ms: to * minuteMs });
const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
/** Enough calls, heard to two durations, for a comparison to find them alike. */
const many = (second = 20) =>
  heardFor(second, {
    calls: 3_000,
    answered: 1_000,
    short: 200,
    seconds: heardFor(second).seconds.map((_, i) => (i === second || i === second + 1 ? 400 : 0)),
  });
/** Calls without a message to compare. */
const silent = (calls = 150) => heardFor(20, { calls, answered: calls / 3, short: calls / 15, seconds: [] });

it('steady calls of two fill the same hours: they match by behavior only where they have one message', () => {
  const filling = (provider: string, more: Partial<Member>) =>
    claimed(provider, { ...during(60, 119), ...more });
  const kind = (behavior: Member['behavior'], more: Partial<Member> = {}) =>
    match(filling('p', { behavior, ...more }), filling('q', { behavior, ...more }));
  expect(kind(silent())).toBeUndefined();
  expect(kind(heardFor(20))).toBe('behavior');
  expect(kind(silent(), during(60, 100))).toBe('behavior');
});

describe('match by numbers', () => {
  /** Of nobody known; patterns differ, so that only numbers can match. */
  const shown = (callers: readonly number[], exchanges = callers, more: Partial<Member> = {}) =>
    segment({ behavior: heardFor(20, { callers, exchanges }), ...more });
  const neighbor = { caller_class: 'neighbor' as const };

  it.each([
    ['all', 0, 'numbers'],
    ['80%', 4, 'numbers'],
    ['75%', 5, 'some numbers'],
    ['25%', 15, 'some numbers'],
    ['20%', 16, undefined],
  ])('of %s of twenty', (_, from, kind) => {
    expect(match(shown(upTo(0, 20)), shown(upTo(from, from + 20), undefined, neighbor))).toBe(kind);
  });

  it('needs three of the same, or all of fewer', () => {
    const kind = (a: number[], b: number[]) => match(shown(a), shown(b, undefined, neighbor));
    expect(kind([1, 2, 3, 4], [3, 4, 5, 6])).toBeUndefined();
    expect(kind([1, 2, 3, 4], [2, 3, 4, 5])).toBe('some numbers');
    expect(kind([1, 2], [2, 3])).toBeUndefined();
    expect(kind([7], [7])).toBe('numbers');
  });

  it('takes a number in steady use and a pool of small numbers that it is in', () => {
    const number = (n: number) =>
      claimed('p', {
        caller_class: 'number',
        calling_number: 12_025_550_100 + n,
        behavior: heardFor(20, { callers: [n] }),
      });
    const pool = claimed('q', {
      caller_class: 'number',
      behavior: heardFor(20, { callers: upTo(0, 20) }),
    });
    expect(match(number(7), pool)).toBe('some numbers');
    expect(match(pool, number(7))).toBe('some numbers');
    expect(match(number(20), pool)).toBeUndefined();
    expect(match(number(7), { ...pool, behavior: { ...many(60), callers: upTo(0, 20) } })).toBeUndefined();
    // Another sort of calls may hold the number by chance.
    expect(match(number(7), { ...pool, caller_class: 'unproven' })).toBeUndefined();
  });

  it('takes some common numbers only where the calls are alike, and neither is weak', () => {
    const kind = (shared: number, behavior = many(), more: Partial<Member> = {}) =>
      match(
        segment({ behavior: { ...many(), callers: upTo(0, 60), exchanges: upTo(0, 60) } }),
        segment({
          behavior: { ...behavior, callers: upTo(60 - shared, 120 - shared), exchanges: upTo(500, 560) },
          ...neighbor,
          ...more,
        }),
      );
    expect(kind(3)).toBe('some numbers');
    expect(kind(2)).toBeUndefined();
    expect(kind(3, heardFor(20))).toBeUndefined();
    expect(kind(3, many(), { verdict: 'weak' })).toBeUndefined();
  });

  it('takes exchanges for numbers where there are ten numbers for each', () => {
    const kind = (callers: number) =>
      match(shown(upTo(0, callers), [1, 2]), shown(upTo(50, 50 + callers), [1, 2], neighbor));
    expect(kind(20)).toBe('numbers');
    expect(kind(19)).toBeUndefined();
  });

  it('of nearly all holds whatever else differs, of some only where nothing does', () => {
    const other = (from: number) =>
      segment({ ...neighbor, behavior: { ...many(50), callers: upTo(from, from + 20) } });
    const one = segment({ behavior: { ...many(20), callers: upTo(0, 20) } });
    expect(match(one, other(0))).toBe('numbers');
    expect(match(one, other(5))).toBeUndefined();
  });

  it('ends with a gap of more than 24 hours', () => {
    const later = (ms: number) => shown([7], [7], { first_ms: hourMs + ms, last_ms: 2 * hourMs + ms });
    expect(match(shown([7]), later(24 * hourMs))).toBe('numbers');
    expect(match(shown([7]), later(24 * hourMs + 1))).toBeUndefined();
  });
});

describe('match by origin', () => {
  const later = { ...during(180, 240), behavior: silent() };

  it('holds for one customer at any time, and for another number pattern only where alike', () => {
    expect(match(proven('a'), proven('a', later))).toBe('origin');
    expect(match(proven('a'), proven('b', later))).toBeUndefined();
    expect(match(proven('a', ofArea(1_212)), proven('a', { ...later, ...ofArea(1_315) }))).toBe('origin');
    const neighbor = { ...during(180, 240), caller_class: 'neighbor' as const };
    expect(match(proven('a'), proven('a', neighbor))).toBeUndefined();
    expect(match(proven('a', { behavior: many() }), proven('a', { ...neighbor, behavior: many() }))).toBe(
      'origin',
    );
    expect(
      match(proven('a', { behavior: many() }), proven('a', { ...later, behavior: many(50) })),
    ).toBeUndefined();
  });

  it('holds for one provider within 66 minutes, and later only where alike', () => {
    const at = (ms: number, behavior = silent()) =>
      claimed('p', { first_ms: hourMs + ms, last_ms: 2 * hourMs + ms, behavior });
    expect(match(claimed('p'), at(66 * minuteMs))).toBe('origin');
    expect(match(claimed('p'), at(66 * minuteMs + 1))).toBeUndefined();
    expect(match(claimed('p', { behavior: many() }), at(66 * minuteMs + 1, many()))).toBe('origin');
  });

  it('never takes two known customers of a provider for one, nor what comes from behind a transit', () => {
    const y = { ...during(30, 120), place_customer: 'y', behavior: silent() };
    expect(match(proven('a'), proven('a', y))).toBeUndefined();
    const other = { ...during(30, 120), behavior: silent() };
    expect(match(claimed('p'), claimed('p', other))).toBe('origin');
    expect(match(claimed('p', { mixed: true }), claimed('p', other))).toBeUndefined();
  });

  it('follows an origid to another provider', () => {
    const signed = (provider: string, origid: string, more: Partial<Member> = {}) =>
      claimed(provider, { ...ofOrigid(origid), ...more });
    expect(match(signed('p', 'a'), signed('q', 'a', later))).toBeUndefined();
    const soon = { ...during(100, 160), behavior: silent() };
    expect(match(signed('p', 'a'), signed('q', 'a', soon))).toBe('origin');
    expect(match(signed('p', 'a'), signed('q', 'b', soon))).toBeUndefined();
  });

  it('leaves weak segments to their own numbers and customers', () => {
    const weak = { verdict: 'weak' as const };
    expect(match(claimed('p'), claimed('p', weak))).toBeUndefined();
    expect(match(proven('a'), proven('a', weak))).toBe('origin');
  });

  it('needs one number pattern, for which listed numbers count as one', () => {
    const one = { calling_number: 12_025_550_100, behavior: silent(30) };
    expect(match(claimed('p'), claimed('p', one))).toBeUndefined();
    expect(match(claimed('p', { caller_class: 'dno' }), claimed('p', { caller_class: 'dno', ...one }))).toBe(
      'origin',
    );
  });
});

describe('match of one dialer, which makes up numbers', () => {
  const started = (more: Partial<Member>) => claimed('p', { ...during(13, 47), behavior: silent(), ...more });
  const [neighbor, nobodys] = (['neighbor', 'unassigned'] as const).map((caller_class) => ({ caller_class }));

  it('holds where it starts and stops all at one provider', () => {
    expect(match(started({ ...neighbor }), started({ ...nobodys }))).toBe('behavior');
    expect(match(started({ ...neighbor }), started({ ...nobodys, claimed_origin: 'q' }))).toBeUndefined();
    expect(match(started({ ...neighbor }), started({ ...nobodys, ...during(13, 40) }))).toBeUndefined();
  });

  it('never holds for steady calls, a number in steady use, weak calls, or what plainly differs', () => {
    const steady = during(0, 59);
    expect(match(started({ ...neighbor, ...steady }), started({ ...nobodys, ...steady }))).toBeUndefined();
    const one = { calling_number: 12_025_550_100 };
    expect(match(started({ ...neighbor }), started({ ...nobodys, ...one }))).toBeUndefined();
    expect(match(started({ ...neighbor }), started({ ...nobodys, verdict: 'weak' }))).toBeUndefined();
    const other = { ...nobodys, behavior: many(50) };
    expect(match(started({ ...neighbor, behavior: many() }), started(other))).toBeUndefined();
  });

  it('never holds for two known customers, nor behind a transit', () => {
    const customer = (place_customer: string, more: Partial<Member>) =>
      proven('a', { ...during(13, 47), behavior: silent(), place_customer, ...more });
    expect(match(customer('x', { ...neighbor }), customer('y', { ...nobodys }))).toBeUndefined();
    expect(match(started({ ...neighbor, mixed: true }), started({ ...nobodys }))).toBeUndefined();
  });
});

describe('match by provider', () => {
  it('is one of two numbers in steady use, from 30 calls on', () => {
    const number = (n: number, calls: number) =>
      claimed('p', { calling_number: n, behavior: heardFor(20, { calls, callers: [n] }) });
    expect(match(number(1, 30), number(2, 30))).toBe('provider');
    expect(match(number(1, 29), number(2, 29))).toBe('origin');
    expect(match(number(1, 30), number(2, 29))).toBeUndefined();
  });
});

describe('match by behavior', () => {
  const at = (provider: string, from: number, to: number, more: Partial<Member> = {}) =>
    claimed(provider, { ...during(from + 20, to + 20), behavior: silent(), ...more });

  it.each([
    [60, 3, 63, 'behavior'],
    [60, 3.1, 63, undefined],
    [60, 3, 63.1, undefined],
    [300, 9, 309, 'behavior'],
    [300, 9.1, 309, undefined],
  ])('of the same span: until %f, and from %f to %f', (last, from, to, kind) => {
    expect(match(at('p', 0, last), at('q', from, to))).toBe(kind);
  });

  it.each([
    ['within the time of three calls', 60, 2.2, 150, 'behavior'],
    ['later', 60, 2.3, 150, undefined],
    ['before', 60, -1.9, 150, 'behavior'],
    ['long before', 60, -2, 150, undefined],
    ['nearly twice as fast', 60, 2.2, 299, 'behavior'],
    ['twice as fast', 60, 2.2, 300, undefined],
  ])('of one that takes over: %s', (_, last, pause, calls, kind) => {
    const next = at('q', last + pause, last + pause + 60, { behavior: silent(calls) });
    expect(match(at('p', 0, last), next)).toBe(kind);
  });

  it('is not of an end that is none yet: what goes on ends with what is known', () => {
    const goesOn = { goesOn: true };
    const kind = (a: Member, b: Member) => match(a, b);
    // Both began within three minutes of each other, and go on.
    expect(kind(at('p', 0, 5), at('q', 2, 5))).toBe('behavior');
    expect(kind(at('p', 0, 5, goesOn), at('q', 2, 5, goesOn))).toBeUndefined();
    expect(kind(at('p', 0, 5), at('q', 2, 5, goesOn))).toBeUndefined();
    // One takes over where the other ended, not where it goes on.
    expect(kind(at('p', 0, 60), at('q', 61, 121, goesOn))).toBe('behavior');
    expect(kind(at('p', 0, 60, goesOn), at('q', 59, 119, goesOn))).toBeUndefined();
    // One message in turn.
    const heard = { behavior: heardFor(20) };
    expect(kind(at('p', 0, 60, heard), at('q', 70, 130, { ...heard, ...goesOn }))).toBe('behavior');
    expect(
      kind(at('p', 0, 60, { ...heard, ...goesOn }), at('q', 50, 60, { ...heard, ...goesOn })),
    ).toBeUndefined();
  });

  it('takes over only within one caller class, from one known origin to another', () => {
    const next = (more: Partial<Member>) => match(at('p', 0, 60), at('q', 61, 121, more));
    expect(next({})).toBe('behavior');
    expect(next({ caller_class: 'unusable' })).toBeUndefined();
    expect(next({ mixed: true })).toBeUndefined();
    expect(next({ calling_number: 12_025_550_100 })).toBeUndefined();
  });

  it('is never of numbers that nobody can have and numbers that somebody may have, at two providers', () => {
    const both = (a: CallerClass, b: CallerClass, callers_called = false) =>
      match(at('p', 0, 60, { caller_class: a }), at('q', 0, 60, { caller_class: b, callers_called }));
    expect(both('unusable', 'unusable')).toBe('behavior');
    expect(both('unproven', 'attested')).toBe('behavior');
    expect(both('unproven', 'unproven', true)).toBe('behavior');
    expect(both('unproven', 'unusable')).toBeUndefined();
    expect(both('unassigned', 'unusable')).toBeUndefined();
  });

  it('is never of numbers that people use elsewhere and numbers that hardly anybody does, at two providers', () => {
    const using = (elsewhereNumbers: number, sampledNumbers = 200) => ({
      behavior: heardFor(20, { sampledNumbers, elsewhereNumbers }),
    });
    const both = (a: Partial<Member>, b: Partial<Member>) => match(at('p', 0, 60, a), at('q', 0, 60, b));
    expect(both(using(60), using(40))).toBe('behavior');
    expect(both(using(60), using(2))).toBeUndefined();
    // Too few to tell: 200 questions in several hours were about the same 20 numbers.
    const twenty = (elsewhereNumbers: number, from: number) => ({
      behavior: { ...using(elsewhereNumbers).behavior, callers: upTo(from, from + 20) },
    });
    expect(both(twenty(60, 0), twenty(2, 100))).toBe('behavior');
    // Too few to tell, and nobody was asked.
    expect(both(using(60), using(0, 8))).toBe('behavior');
    expect(both(using(60), using(0, 0))).toBe('behavior');
  });

  it('does not take over behind a transit, however alike the calls are', () => {
    const spread = heardFor(20, {
      calls: 3_000,
      answered: 1_200,
      short: 200,
      seconds: heardFor(20).seconds.map((_, i) => (i > 6 ? 8 : 0)),
    });
    const next = (mixed: boolean) =>
      match(at('p', 0, 60, { behavior: spread }), at('q', 60, 120, { behavior: spread, mixed }));
    expect(next(false)).toBe('behavior');
    expect(next(true)).toBeUndefined();
  });

  it('of one message, in turn or at the same time', () => {
    const kind = (from: number, a = heardFor(20), b = a) =>
      match(at('p', 0, 60, { behavior: a }), at('q', from, from + 60, { behavior: b }));
    expect(kind(80)).toBe('behavior');
    expect(kind(80.1)).toBeUndefined();
    expect(kind(80, silent())).toBeUndefined();
    expect(kind(30)).toBeUndefined();
    expect(kind(10, many())).toBe('behavior');
    expect(kind(10, many(), many(50))).toBeUndefined();
  });

  it('of one message at the same time only where they begin or end together', () => {
    const a = at('p', 0, 60, { behavior: many() });
    const kind = (from: number, to: number) =>
      match(a, at('q', from, to, { behavior: { ...many(), calls: 9_000, answered: 3_000, short: 600 } }));
    expect(kind(10, 80)).toBe('behavior');
    expect(kind(20, 70)).toBe('behavior');
    expect(kind(11, 71)).toBeUndefined();
  });

  it('runs in turn only where the end is not at a full hour, where segments are cut', () => {
    const kind = (end: number) =>
      match(
        claimed('p', { ...during(end - 60, end), behavior: heardFor(20) }),
        claimed('q', { ...during(end + 15, end + 90), behavior: heardFor(20) }),
      );
    expect(kind(123)).toBe('behavior');
    expect(kind(122)).toBeUndefined();
    expect(kind(118)).toBeUndefined();
    expect(kind(117)).toBe('behavior');
  });

  it('must be plainly alike for a number in steady use, and for a proven customer that is only possible', () => {
    const kind = (more: Partial<Member>, behavior = heardFor(20)) =>
      match(
        at('p', 0, 60, { behavior, ...more }),
        at('q', 70, 130, { behavior, ...(more.calling_number === undefined ? {} : { calling_number: 2 }) }),
      );
    expect(kind({})).toBe('behavior');
    const customer = { ...customerOf('a', 'x'), origin_provider: 'a', claimed_origin: '' };
    for (const more of [
      { calling_number: 1 },
      { mixed: true },
      { ...customer, verdict: 'possible' as const },
    ]) {
      expect(kind(more)).toBeUndefined();
      expect(kind(more, many())).toBe('behavior');
    }
    expect(kind(customer)).toBe('behavior');
  });

  it('must be plainly alike where each was told apart by its own area', () => {
    const of = (provider: string, area: number, from: number, behavior = heardFor(20)) =>
      at(provider, from, from + 60, { ...ofArea(area), behavior });
    expect(match(of('p', 1_212, 0), of('q', 1_212, 70))).toBe('behavior');
    expect(match(of('p', 1_212, 0), of('q', 1_315, 70))).toBeUndefined();
    expect(match(of('p', 1_212, 0, many()), of('q', 1_315, 70, many()))).toBe('behavior');
  });

  it('never joins what comes from behind two transits', () => {
    const behind = (transit: string) => at(transit, 0, 60, { mixed: true, behavior: many() });
    expect(match(behind('t'), behind('t'))).toBe('behavior');
    expect(match(behind('t'), behind('u'))).toBeUndefined();
  });
});
