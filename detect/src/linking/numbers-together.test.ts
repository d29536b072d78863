import { minuteMs } from '@ringtrace/schemas/durations';
import { describe, expect, it } from 'vitest';
import { type Cluster, type Member, singleCluster } from './cluster.ts';
import { claimed, customerOf, heardFor, ofArea, ofExchange, ofOrigid, ofReused } from './linkage.fixture.ts';
import { NumbersTogether } from './numbers-together.ts';

/** Heard to the same second, as many as are not hung up on. */
const playing = (n: number, calls: number, second = 20) =>
  heardFor(second, {
    calls,
    answered: calls / 2,
    short: calls / 4,
    seconds: Array.from({ length: 120 }, (_, i) => (i === second ? calls / 4 : 0)),
    areas: new Map([[1_212, calls]]),
    callers: [n],
  });
/** The n-th number: 60 calls within an hour behind the claimed provider p, only possible by itself. */
const number = (n: number, more: Partial<Member> = {}): Cluster<Member> =>
  singleCluster(
    claimed('p', {
      verdict: 'possible',
      caller_class: 'number',
      calling_number: 12_025_550_100 + n,
      behavior: playing(n, 60),
      calls: 60,
      first_ms: 0,
      last_ms: 50 * minuteMs,
      ...more,
    }),
  );
const several = (count: number, more?: Partial<Member>) =>
  Array.from({ length: count }, (_, n) => number(n, more));
/** So many calls open a campaign. */
const opensFrom = (calls: number) => (members: readonly Member[]) =>
  members.reduce((sum, member) => sum + member.calls, 0) >= calls;
const clustersOf = (items: readonly Cluster<Member>[], opens = opensFrom(200)) =>
  new NumbersTogether(opens).update({ gone: [], come: items }).come;
/** Sizes of the clusters, the largest first. */
const sizes = (...of: Parameters<typeof clustersOf>) =>
  clustersOf(...of)
    .map(({ members }) => members.length)
    .sort((a, b) => b - a);

describe('numbers that call together', () => {
  it('are one suspicious cluster where they open a campaign together', () => {
    expect(clustersOf(several(4))).toMatchObject([{ verdict: 'suspicious', hasStrong: true, calls: 240 }]);
    expect(clustersOf(several(4))[0]?.behavior).toMatchObject({ calls: 240, callers: [0, 1, 2, 3] });
  });

  it('stay what they are where they do not', () => {
    const items = several(4);
    expect(new Set(clustersOf(items, opensFrom(300)))).toEqual(new Set(items));
  });

  it('begin together or end together', () => {
    const later = { first_ms: 20 * minuteMs };
    expect(sizes([...several(4), number(4, later)])).toEqual([5]);
    expect(sizes([...several(4), number(4, { last_ms: 30 * minuteMs })])).toEqual([5]);
    expect(sizes([...several(4), number(4, { ...later, last_ms: 70 * minuteMs })])).toEqual([4, 1]);
  });

  it('have no end where they go on: the newest minute is that of all calls', () => {
    const goesOn = { goesOn: true };
    expect(sizes([...several(4, goesOn), number(4, goesOn)])).toEqual([5]);
    expect(sizes([...several(4, goesOn), number(4, { ...goesOn, first_ms: 20 * minuteMs })])).toEqual([4, 1]);
  });

  it('have about as many calls each, or as many in the same time', () => {
    const withCalls = (calls: number, last_ms = 50 * minuteMs) =>
      number(4, { calls, behavior: playing(4, calls), last_ms });
    expect(sizes([...several(4), withCalls(100)])).toEqual([5]);
    expect(sizes([...several(4), withCalls(120)])).toEqual([4, 1]);
    expect(sizes([...several(4), withCalls(120, 100 * minuteMs)])).toEqual([5]);
    expect(sizes([...several(4), withCalls(30)])).toEqual([4, 1]);
    expect(sizes([...several(4), withCalls(30, 25 * minuteMs)])).toEqual([5]);
  });

  it('may be of several exchanges', () => {
    const of = [ofExchange(1_212_555), ofExchange(1_212_556), ofReused, {}];
    expect(sizes(of.map((part, n) => number(n, part)))).toEqual([4]);
  });

  it('may be a pool of small ones beside the others', () => {
    const members = several(3).flatMap((one) => one.members);
    const pool: Cluster<Member> = {
      ...number(9),
      members,
      calling_number: 0,
      calls: 120,
      behavior: { ...playing(9, 120), callers: [7, 8, 9] },
    };
    expect(sizes([...several(4), pool])).toEqual([7]);
  });

  it('do not differ in what they do', () => {
    const other = { behavior: playing(4, 80, 45), calls: 80 };
    expect(sizes([...several(4), number(4, other)])).toEqual([4, 1]);
    const two = [...several(4), ...several(4, { behavior: playing(4, 80, 45), calls: 80 })];
    expect(sizes(two)).toEqual([4, 4]);
  });

  it('are at one place where many customers call, and of one class', () => {
    expect(sizes([...several(4), number(4, { place_provider: 'q', claimed_origin: 'q' })])).toEqual([4, 1]);
    expect(sizes([...several(4), number(4, { caller_class: 'dno' })])).toEqual([4, 1]);
    expect(sizes(several(4, customerOf('p', 'x')))).toEqual([1, 1, 1, 1]);
    expect(sizes([...several(4), number(4, { calling_number: 0 })])).toEqual([4, 1]);
    expect(sizes(several(4, { caller_class: 'one ring', called_back_at: 'JM' }))).toEqual([1, 1, 1, 1]);
  });
});

describe('parts of one place that call together', () => {
  /** The n-th part: 60 calls of as many numbers, weak by itself. */
  const part = (n: number, key: Partial<Member>, more: Partial<Member> = {}) =>
    number(n, {
      verdict: 'weak',
      caller_class: 'unproven',
      calling_number: 0,
      behavior: { ...playing(n, 60), callers: Array.from({ length: 60 }, (_, i) => 100 * n + i) },
      ...key,
      ...more,
    });
  const exchanges = (count: number, more?: Partial<Member>) =>
    Array.from({ length: count }, (_, n) => part(n, ofExchange(1_212_550 + n), more));

  it('are one suspicious cluster where they open a campaign together, also weak ones', () => {
    expect(clustersOf(exchanges(4))).toMatchObject([{ verdict: 'suspicious', hasStrong: true, calls: 240 }]);
    const items = exchanges(4);
    expect(new Set(clustersOf(items, opensFrom(300)))).toEqual(new Set(items));
    expect(sizes([...exchanges(3), part(3, ofExchange(1_212_559), { verdict: 'suspicious' })])).toEqual([4]);
  });

  it('are of several exchanges or of several areas, but not of both', () => {
    const areas = [1_212, 1_315, 1_518, 1_607].map((area, n) => part(n + 4, ofArea(area)));
    expect(sizes(areas)).toEqual([4]);
    const later = areas.map((area) => ({ ...area, first_ms: 8 * minuteMs }));
    expect(sizes([...exchanges(4), ...later])).toEqual([4, 4]);
    // The same dialer starts and stops all of them.
    expect(sizes([...exchanges(4), ...areas])).toEqual([8]);
  });

  it('are no calls that only the place or a mark of the signer has in common, nor calls behind a transit', () => {
    for (const key of [{}, ofReused, ofOrigid('a')])
      expect(sizes([...exchanges(4), part(4, key)])).toEqual([4, 1]);
    expect(sizes(exchanges(4, { behindTransit: true }))).toEqual([1, 1, 1, 1]);
    expect(sizes(exchanges(4, customerOf('p', 'x')))).toEqual([1, 1, 1, 1]);
  });

  it('are cut at full hours: that is no beginning and no end, as it is of numbers', () => {
    const hour = { first_ms: 2 * minuteMs, last_ms: 58 * minuteMs };
    expect(sizes(exchanges(4, hour))).toEqual([1, 1, 1, 1]);
    expect(sizes(exchanges(4, { ...hour, first_ms: 5 * minuteMs }))).toEqual([4]);
    expect(sizes(several(4, hour))).toEqual([4]);
  });

  it('are of one class, call at the same time and do not differ, as numbers do', () => {
    const with5 = (more: Partial<Member>) => sizes([...exchanges(4), part(4, ofExchange(1_212_559), more)]);
    expect(with5({})).toEqual([5]);
    expect(with5({ caller_class: 'foreign' })).toEqual([4, 1]);
    expect(with5({ called_back_at: 'JM' })).toEqual([4, 1]);
    expect(with5({ first_ms: 20 * minuteMs, last_ms: 70 * minuteMs })).toEqual([4, 1]);
    expect(with5({ behavior: { ...playing(4, 80, 45), callers: [1, 2, 3] } })).toEqual([4, 1]);
    const another = playing(4, 80, 45);
    const callers = Array.from({ length: 60 }, (_, i) => 400 + i);
    expect(with5({ behavior: { ...another, callers }, calls: 80 })).toEqual([4, 1]);
  });

  it('take in no weak number', () => {
    expect(sizes(several(4, { verdict: 'weak' }))).toEqual([1, 1, 1, 1]);
  });
});

describe('numbers as they come and go', () => {
  it('are the same cluster while they are the same, and are not judged again', () => {
    let judged = 0;
    const together = new NumbersTogether<Member>((members) => {
      judged += 1;
      return opensFrom(200)(members);
    });
    const items = several(5);
    const whole = together.update({ gone: [], come: items });
    expect(whole).toMatchObject({ gone: [], come: [{ calls: 300 }] });
    const alone = number(9, { first_ms: 300 * minuteMs, last_ms: 350 * minuteMs });
    expect(together.update({ gone: [], come: [alone] })).toEqual({ gone: [], come: [alone] });
    expect(judged).toBe(1);
    const left = together.update({ gone: items.slice(0, 2), come: [] });
    expect(left.gone).toEqual(whole.come);
    expect(new Set(left.come)).toEqual(new Set(items.slice(2)));
    expect(together.update({ gone: [...items.slice(2), alone], come: [] })).toEqual({
      gone: expect.arrayContaining([...items.slice(2), alone]),
      come: [],
    });
  });

  it('become the same whatever the order in which they come', () => {
    const items = [
      ...several(4),
      ...several(3, { behavior: playing(4, 80, 45), calls: 80 }),
      number(7, { first_ms: 20 * minuteMs }),
    ];
    const expected = sizes(items);
    expect(sizes(items.toReversed())).toEqual(expected);
    const together = new NumbersTogether<Member>(opensFrom(200));
    const now = new Set<Cluster<Member>>();
    for (const item of items.toReversed()) {
      const { gone, come } = together.update({ gone: [], come: [item] });
      for (const cluster of gone) now.delete(cluster);
      for (const cluster of come) now.add(cluster);
    }
    expect([...now].map(({ members }) => members.length).sort((a, b) => b - a)).toEqual(expected);
  });
});
