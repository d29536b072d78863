import { hourMs, minuteMs } from '@ringtrace/schemas/durations';
import type { CallerClass } from '@ringtrace/schemas/segment-key';
import { describe, expect, it } from 'vitest';
import type { Behavior } from './behavior.ts';
import type { Judge, Member } from './cluster.ts';
import {
  campaignsOf,
  claimed,
  heardFor,
  idsOf,
  linkageOf,
  ofArea,
  ofExchange,
  ofOrigid,
  proven,
  segment,
  severalSmall,
  sizes,
  suspicious,
} from './linkage.fixture.ts';

/** Among calls heard for any time, so many for 20 s. */
const heard = (most: number) =>
  heardFor(20, {
    calls: 3_000,
    answered: 1_200,
    short: 200,
    seconds: heardFor(20).seconds.map((_, i) => (i === 20 ? most : i > 6 ? 8 : 0)),
  });

describe('linkage', () => {
  it('joins what several carriers saw of one origin, and one number wherever it comes from', () => {
    expect(sizes([proven('a'), proven('a', { caller_class: 'dno' })])).toEqual([2]);
    expect(sizes([claimed('p'), claimed('p', { first_ms: 4e6, last_ms: 7e6 })])).toEqual([2]);
    const unlike = { first_ms: 10e6, last_ms: 13e6, calls: 250, behavior: heardFor(20, { seconds: [] }) };
    expect(sizes([proven('a', { calls: 250 }), proven('a', unlike)])).toEqual([2]);
    expect(sizes([claimed('p', { calls: 250 }), claimed('p', unlike)])).toEqual([1, 1]);
    const number = {
      calling_number: 12_025_550_100,
      caller_class: 'number' as const,
      behavior: heardFor(20, { callers: [7], exchanges: [3] }),
    };
    expect(sizes([proven('a', number), segment(number)])).toEqual([2]);
  });

  it('joins pools of the same numbers, or of the same few blocks', () => {
    const pool = (callers: readonly number[], blocks: readonly number[], second: number) => ({
      calls: 300,
      behavior: heardFor(second, { callers, exchanges: blocks }),
    });
    const numbers = Array.from({ length: 20 }, (_, i) => i);
    const others = numbers.map((n) => n + 20);
    expect(sizes([proven('a', pool(numbers, numbers, 20)), proven('b', pool(numbers, numbers, 50))])).toEqual(
      [2],
    );
    expect(sizes([proven('a', pool(numbers, [1], 20)), proven('b', pool(others, [1], 50))])).toEqual([2]);
    expect(sizes([proven('a', pool(numbers, numbers, 20)), proven('b', pool(others, others, 50))])).toEqual([
      1, 1,
    ]);
  });

  it('joins several upstreams of one message, at the same time or one after another', () => {
    const [a, b] = [proven('a', { calls: 250 }), proven('b', { calls: 250 })];
    expect(sizes([a, b])).toEqual([2]);
    const early = proven('a', { calls: 250, last_ms: 3_200_000 });
    const [soon, later] = [3_900_000, 9_000_000].map((first_ms) => ({
      first_ms,
      last_ms: first_ms + hourMs,
    }));
    expect(sizes([early, proven('b', { calls: 250, ...soon })])).toEqual([2]);
    expect(sizes([early, proven('b', { calls: 250, ...later })])).toEqual([1, 1]);
  });

  it('joins what has the same time only once it is joined across a full hour', () => {
    const minute = (n: number) => 60_000 * n;
    const none = { calls: 250, behavior: heardFor(20, { seconds: [] }) };
    const before = { ...none, place: 'unknown' as const, first_ms: minute(40), last_ms: minute(60) - 1 };
    const after = { ...before, first_ms: minute(60), last_ms: minute(75) };
    const whole = claimed('p', { ...none, first_ms: minute(40), last_ms: minute(75) });
    expect(sizes([segment(before), segment(after)])).toEqual([2]);
    expect(sizes([segment(before), whole])).toEqual([1, 1]);
    expect(sizes([segment(after), whole])).toEqual([1, 1]);
    expect(sizes([segment(before), segment(after), whole])).toEqual([3]);
  });

  it('opens on what may be of many origins only where one message holds it together, and takes in no more of it than is seen elsewhere', () => {
    const of = (place: string, calls: number, behavior: Behavior, more: Partial<Member> = {}) =>
      claimed(place, { calls, behavior, ...more });
    const transit = (calls: number, most: number) =>
      of('t', calls, heard(most), { mixed: true, behindTransit: true });
    expect(sizes([transit(300, 1_000)])).toEqual([1]);
    expect(sizes([transit(300, 400)])).toEqual([]);
    expect(sizes([of('p', 300, heard(400)), transit(200, 400)])).toEqual([2]);
    expect(sizes([of('p', 300, heard(400)), transit(400, 400)])).toEqual([1]);
  });

  it('opens on spoofed neighbors at several transits only where one message holds them together', () => {
    const at = (transit: string, most: number) =>
      claimed(transit, {
        calls: 300,
        caller_class: 'neighbor',
        behindTransit: true,
        behavior: heard(most),
      });
    expect(sizes([at('t', 1_000), at('u', 1_000)])).toEqual([2]);
    expect(sizes([at('t', 200), at('u', 200)])).toEqual([]);
  });

  it('judges numbers of one place that call together as one: each alone has too few calls to open', () => {
    const number = (n: number, more: Partial<Member> = {}) =>
      claimed('p', {
        verdict: 'possible',
        caller_class: 'number',
        calling_number: 12_025_550_100 + n,
        calls: 60,
        behavior: heardFor(20, { calls: 60, answered: 30, short: 15, callers: [n] }),
        ...more,
      });
    const numbers = [0, 1, 2, 3].map((n) => number(n));
    const together: Judge<Member> = (group) => (group.length < 4 ? 'possible' : 'suspicious');
    expect(sizes(numbers, together)).toEqual([4]);
    expect(sizes([...numbers.slice(1), number(4, { place_provider: 'q' })], together)).toEqual([]);
    const refused = linkageOf(together, () => false);
    expect(refused.update({ gone: [], come: numbers })).toEqual([]);
  });

  it('lets an ordinary hour of a number speak for it, with no calls', () => {
    const number = { calling_number: 12_025_550_100, behavior: heardFor(20, { callers: [7] }) };
    const [busy, ordinary] = [
      segment({ ...number, calls: 300 }),
      segment({ ...number, verdict: 'ordinary', calls: 0 }),
    ];
    expect(sizes([busy, ordinary], (group) => (group.includes(ordinary) ? 'weak' : 'suspicious'))).toEqual(
      [],
    );
  });

  it('keeps different messages, times and makes of callers apart', () => {
    const one = claimed('p', { calls: 300 });
    expect(sizes([one, claimed('p', { calls: 300, behavior: heardFor(50) })])).toEqual([1, 1]);
    expect(sizes([one, segment({ calls: 300, first_ms: 12e6, last_ms: 15e6 })])).toEqual([1, 1]);
    expect(sizes([one, segment({ calls: 300, caller_class: 'neighbor' })])).toEqual([1, 1]);
  });

  it('keeps the customers of one place apart unless they are alike', () => {
    const of = (part: Partial<Member>, behavior: Partial<Behavior> = {}, more: Partial<Member> = {}) =>
      claimed('p', {
        ...part,
        calls: 300,
        behavior: heardFor(20, { short: 20, ...behavior }),
        ...more,
      });
    const many = {
      calls: 3_000,
      answered: 1_000,
      short: 200,
      seconds: heardFor(20).seconds.map((_, i) => (i === 20 || i === 21 ? 400 : 0)),
    };
    expect(sizes([of(ofOrigid('a')), of(ofOrigid('b'))])).toEqual([1, 1]);
    expect(sizes([of(ofOrigid('a'), many), of(ofOrigid('b'), many)])).toEqual([2]);
    expect(sizes([of(ofOrigid('a')), of({})])).toEqual([2]);
    expect(sizes([of(ofExchange(1_212_555)), of({})])).toEqual([1, 1]);
    const later = { first_ms: 1_200_000, last_ms: 4_800_000 };
    expect(sizes([of(ofExchange(1_212_555)), of(ofExchange(1_212_556), {}, later)])).toEqual([1, 1]);
    // Cut at the full hour on both sides: that they begin and end together tells nothing.
    expect(sizes([of(ofExchange(1_212_555)), of(ofExchange(1_212_556))])).toEqual([1, 1]);
    const ended = { last_ms: 3_000_000 };
    expect(sizes([of(ofExchange(1_212_555), {}, ended), of(ofExchange(1_212_556), {}, ended)])).toEqual([2]);
    expect(sizes([of(ofExchange(1_212_555), many), of({}, many)])).toEqual([2]);
    expect(sizes([of(ofArea(1_212)), of({})])).toEqual([1, 1]);
    expect(sizes([of(ofArea(1_212), many), of({}, many)])).toEqual([2]);
    const upstate = { areas: new Map([[1_315, 150]]) };
    expect(sizes([of(ofArea(1_212)), of(ofArea(1_315), upstate)])).toEqual([2]);
    expect(sizes([of(ofArea(1_212)), of(ofArea(1_315), upstate, { caller_class: 'unusable' })])).toEqual([
      1, 1,
    ]);
    const next = { claimed_origin: 'q', first_ms: 3_010_000, last_ms: 6.4e6 };
    const at = (area: number) => of(ofArea(area), {}, { ...next, place_provider: 'q' });
    expect(sizes([of(ofArea(1_212), {}, ended), at(1_212)])).toEqual([2]);
    expect(sizes([of(ofArea(1_212), {}, ended), at(1_315)])).toEqual([1, 1]);
  });

  it('follows one origid from one place to another', () => {
    const from = (place: string, first_ms: number) =>
      claimed(place, {
        ...ofOrigid('a'),
        first_ms,
        last_ms: first_ms + hourMs,
      });
    expect(sizes([from('p', 0), from('q', 5e6)])).toEqual([2]);
    expect(sizes([from('p', 0), from('q', 9e6)])).toEqual([]);
  });

  it('joins numbers that ring once for calls to one country', () => {
    const ringing = (called_back_at: string): Partial<Member> => ({
      calls: 300,
      caller_class: 'one ring',
      called_back_at,
    });
    const ring = (country: string) => claimed('p', ringing(country));
    expect(sizes([ring('JM'), ring('JM')])).toEqual([2]);
    const later = { ...ring('CU'), first_ms: 1_200_000 };
    expect(sizes([ring('JM'), later])).toEqual([1, 1]);
    expect(sizes([ring('JM'), { ...ring('CU'), claimed_origin: 'q' }])).toEqual([1, 1]);
    // The same provider, from the same minute to the same minute.
    expect(sizes([ring('JM'), ring('CU')])).toEqual([2]);
    const busy = claimed('p', { ...ringing('JM'), calling_number: 18_765_550_100 });
    expect(sizes([ring('JM'), busy])).toEqual([2]);
    expect(sizes([later, busy])).toEqual([1, 1]);
    expect(sizes([ring('JM'), claimed('p', { calls: 300 })])).toEqual([1, 1]);
    const few = claimed('p', { ...ringing('JM'), caller_class: 'foreign', callers_called: true });
    expect(sizes([ring('JM'), few])).toEqual([2]);
    expect(sizes([later, few])).toEqual([1, 1]);
  });

  it('joins many of the same numbers only where nothing is plainly different', () => {
    const numbers = Array.from({ length: 10 }, (_, i) => i);
    const pool = (from: number, second: number) =>
      proven('a', {
        calls: 300,
        place_customer: `${from}`,
        behavior: heardFor(second, {
          callers: numbers.map((n) => n + from),
          exchanges: numbers.map((n) => n + from),
          answered: 140,
          seconds: heardFor(second).seconds.map((n) => 3 * n),
        }),
      });
    expect(sizes([pool(0, 20), pool(5, 20)])).toEqual([2]);
    expect(sizes([pool(0, 20), pool(5, 50)])).toEqual([1, 1]);
    expect(sizes([pool(0, 20), pool(1, 50)])).toEqual([2]);
  });

  it('judges the small numbers of one pool together, an hour at a time', () => {
    expect(sizes(severalSmall(10))).toEqual([10]);
    expect(sizes(severalSmall(10), () => 'weak')).toEqual([]);
    expect(sizes(severalSmall(2, { calls: 100 }))).toEqual([]);
    const later = severalSmall(10, { first_ms: hourMs, last_ms: 2 * hourMs });
    const judged = (group: readonly Member[]) =>
      group.some(({ first_ms }) => first_ms === 0) ? 'suspicious' : 'possible';
    expect(sizes([...severalSmall(10), ...later.slice(0, 4)], judged)).toEqual([14]);
    expect(
      sizes([...severalSmall(10), ...later.map((s) => ({ ...s, place_provider: 'q' }))], judged),
    ).toEqual([20]);
  });

  it('judges parts of one place together that call together, also weak ones', () => {
    const parts = (place: string, verdict: 'weak' | 'possible') =>
      [1, 2, 3, 4].map((n) =>
        claimed(place, {
          verdict,
          ...ofExchange(1_212_550 + n),
          last_ms: 3_000_000,
          calls: 60,
          behavior: heardFor(20, { calls: 60, callers: [n], exchanges: [n] }),
        }),
      );
    const all = (group: readonly Member[]) => (group.length > 3 ? 'suspicious' : 'weak');
    expect(sizes(parts('p', 'weak'), all)).toEqual([4]);
    expect(sizes([...parts('p', 'weak'), ...parts('q', 'weak').slice(0, 3)], () => 'weak')).toEqual([]);
    const linkage = linkageOf(all);
    const [first, ...others] = parts('p', 'weak');
    if (first === undefined) throw new Error('four were made');
    expect(linkage.update({ gone: [], come: others })).toEqual([]);
    expect(idsOf(linkage.update({ gone: [], come: [first] }))).toEqual(idsOf([[first, ...others]]));
    expect(linkage.update({ gone: [first], come: [] })).toEqual([]);
  });

  it('takes who stops where another begins, as fast, for one that has moved', () => {
    const pool = (from: string, firstMin: number, lastMin: number, calls = 150): Member =>
      claimed(from, {
        calls,
        first_ms: firstMin * minuteMs,
        last_ms: lastMin * minuteMs,
        behavior: heardFor(20, { calls, seconds: [] }),
      });
    expect(sizes([pool('p', 0, 50), pool('q', 51, 100)])).toEqual([2]);
    expect(sizes([pool('p', 0, 50), pool('q', 80, 130)])).toEqual([]);
    expect(sizes([pool('p', 0, 50), pool('q', 51, 60)])).toEqual([]);
    // Cut at the full hour: steady calls of anybody stop there, and go on.
    expect(sizes([pool('p', 0, 60), pool('q', 61, 120)])).toEqual([]);
    expect(sizes([pool('', 0, 60), pool('', 61, 120)])).toEqual([2]);
  });

  it('joins what has one class of callers first, and holds it against others when it has grown', () => {
    const at = (hour: number, caller_class: CallerClass, short: number) =>
      claimed('p', {
        caller_class,
        calls: 100 - hour,
        behavior: heardFor(20, { answered: 60, short, seconds: [] }),
        first_ms: hour * hourMs,
        last_ms: (hour + 1) * hourMs - 1,
      });
    const hours = [0, 1, 2, 3, 4, 5];
    const made = (caller_class: CallerClass, short: number) => hours.map((h) => at(h, caller_class, short));
    expect(sizes([...made('unproven', 36), ...made('unusable', 18)])).toEqual([6, 6]);
    expect(sizes([...made('unproven', 30), ...made('unusable', 27)])).toEqual([12]);
  });

  it('judges weak segments of the same numbers as a whole once they have the calls of a campaign', () => {
    const weak = (place: string, hour: number) =>
      claimed(place, {
        verdict: 'weak',
        ...ofExchange(1_212_555),
        calls: 50,
        first_ms: hour * hourMs,
        last_ms: (hour + 1) * hourMs - 1,
        behavior: heardFor(20, { calls: 50, callers: [1, 2, 3], exchanges: [7] }),
      });
    const [a, b, c] = [weak('p', 0), weak('q', 1), weak('p', 2)];
    const judged: number[] = [];
    const together: Judge<Member> = (group) => {
      judged.push(group.length);
      return group.length > 1 ? 'suspicious' : 'weak';
    };
    expect(sizes([a, b, c], together)).toEqual([]);
    expect(judged).toEqual([]);
    expect(sizes([a, b, c, weak('q', 3)], together)).toEqual([4]);
    expect(judged).toEqual([4]);
    expect(sizes([a, b, c, weak('q', 3)], () => 'weak')).toEqual([]);
    const refused = linkageOf(together, () => false);
    expect(refused.update({ gone: [], come: [a, b, c, weak('q', 3)] })).toEqual([]);
  });

  it('opens nothing where the guard refuses, and opens it once the guard agrees', () => {
    const linkage = linkageOf(suspicious, (segments) => segments.length > 1);
    const [one, other] = [claimed('p', { calls: 250 }), claimed('p')];
    expect(linkage.update({ gone: [], come: [one] })).toEqual([]);
    expect(idsOf(linkage.update({ gone: [], come: [other] }))).toEqual([
      [one.segment_id, other.segment_id].sort(),
    ]);
  });

  it('takes nothing in where the guard refuses the whole: the campaign stays as it was', () => {
    const linkage = linkageOf(suspicious, (segments) => segments.length === 1);
    const [one, other] = [claimed('p', { calls: 300 }), claimed('q', { calls: 250 })];
    expect(sizes([one, other])).toEqual([2]);
    expect(idsOf(linkage.update({ gone: [], come: [one, other] }))).toEqual([
      [one.segment_id],
      [other.segment_id],
    ]);
  });

  it('keeps who rings once and who lets it ring apart', () => {
    const pool = (rung: number) => claimed('p', { calls: 300, behavior: heardFor(20, { rung }) });
    expect(sizes([pool(100), pool(10)])).toEqual([1, 1]);
    expect(sizes([pool(20), pool(10)])).toEqual([2]);
  });

  it('opens only from 200 calls, and what is judged suspicious together', () => {
    expect(sizes([segment({ calls: 199 })])).toEqual([]);
    expect(sizes([segment({ calls: 200 })])).toEqual([1]);
    expect(sizes([proven('a'), proven('a')], () => 'possible')).toEqual([]);
  });

  it('joins by behavior what is possible by itself only where all is suspicious together', () => {
    const [known, unknown, third] = [claimed('p', { calls: 300 }), segment({}), segment({ calls: 300 })];
    expect(sizes([known, unknown])).toEqual([2]);
    const judgedAs =
      (whole: 'suspicious' | 'possible'): Judge<Member> =>
      (group) =>
        group.includes(known) ? (group.length > 1 ? whole : 'suspicious') : 'possible';
    expect(sizes([known, unknown], judgedAs('suspicious'))).toEqual([2]);
    expect(sizes([known, unknown], judgedAs('possible'))).toEqual([1]);
    expect(sizes([unknown, third], judgedAs('suspicious'))).toEqual([]);
    const onlyTogether: Judge<Member> = (group) => (group.length > 1 ? 'suspicious' : 'possible');
    expect(sizes([known, claimed('q', { calls: 300 })], onlyTogether)).toEqual([]);
    const customer = proven('a', { calls: 300 });
    expect(sizes([known, customer], judgedAs('suspicious'))).toEqual([1]);
    expect(sizes([known, customer])).toEqual([2]);
  });

  it('does not depend on the order of segments', () => {
    const all = [
      proven('a'),
      proven('a'),
      segment({}),
      claimed('p'),
      claimed('q'),
      proven('b', { calls: 300 }),
    ];
    expect(campaignsOf(all.toReversed())).toEqual(campaignsOf(all));
  });
});
