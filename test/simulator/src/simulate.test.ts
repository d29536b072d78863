import { describe, expect, it } from 'vitest';
import type { LabelledCall } from './call.ts';
import { campaigns } from './campaigns.ts';
import { legsOf, reportedLegs } from './legs.ts';
import { simulateCalls } from './simulate.ts';
import { exampleSpan } from './world.ts';

const calls = [...simulateCalls({ seed: 11, legs: 60_000 })];
const of = (...kinds: string[]) => calls.filter((call) => kinds.includes(call.kind));
const share = (among: readonly LabelledCall[], test: (call: LabelledCall) => boolean) =>
  among.filter(test).length / among.length;
const answered = (call: LabelledCall) => call.outcome.talk !== null;
const talks = (among: readonly LabelledCall[]) =>
  among.flatMap((call) => (call.outcome.talk === null ? [] : [call.outcome.talk])).sort((a, b) => a - b);
const exchangeOf = (number: string) => number.slice(0, 8);

describe('simulateCalls', () => {
  it('gives calls in order of time within the span', () => {
    expect(calls.every((call, i) => i === 0 || (calls[i - 1]?.start ?? 0) <= call.start)).toBe(true);
    expect(calls[0]?.start).toBeGreaterThanOrEqual(exampleSpan.from);
    expect(calls.at(-1)?.start).toBeLessThan(exampleSpan.to);
  });

  it.each([{ reportingShare: 1 }, { reportingShare: 0.5 }])(
    'comes within 2% of the legs asked for: %o',
    (settings) => {
      for (const legs of [20_000, 60_000]) {
        let made = 0;
        for (const call of simulateCalls({ seed: 5, legs, ...settings })) made += reportedLegs(call);
        expect(Math.abs(made / legs - 1), `${legs}`).toBeLessThan(0.02);
      }
    },
  );

  it('has every campaign from 20,000 legs on, with 250 calls or more', () => {
    const small = [...simulateCalls({ seed: 5, legs: 20_000 })];
    for (const { name } of campaigns) {
      expect(small.filter((call) => call.campaign === name).length, name).toBeGreaterThanOrEqual(250);
    }
  });

  it('refuses fewer legs than its kinds of traffic need', () => {
    expect(() => simulateCalls({ seed: 5, legs: 1_000 })).toThrow('1000 legs are too few');
  });
});

describe('everyday calling', () => {
  const everyday = of('everyday');

  it('is answered in 55 to 65%, for a minute or two, with a heavy tail', () => {
    expect(share(everyday, answered)).toBeGreaterThan(0.55);
    expect(share(everyday, answered)).toBeLessThan(0.65);
    const durations = talks(everyday);
    expect(durations[durations.length >> 1]).toBeGreaterThan(60_000);
    expect(durations[durations.length >> 1]).toBeLessThan(120_000);
    expect(durations.filter((ms) => ms > 600_000).length / durations.length).toBeGreaterThan(0.03);
  });

  it('has few short calls, withheld and neighbouring callers', () => {
    expect(share(everyday, (call) => (call.outcome.talk ?? Infinity) <= 6_000)).toBeLessThan(0.08);
    expect(share(everyday, (call) => !call.calling.startsWith('+'))).toBeLessThan(0.04);
    expect(share(everyday, (call) => exchangeOf(call.calling) === exchangeOf(call.called))).toBeLessThan(
      0.08,
    );
    expect(everyday.some((call) => call.calling === 'anonymous')).toBe(true);
    expect(everyday.some((call) => call.called === '911')).toBe(true);
  });

  it('is mutual: a tenth and more of the pairs call in both directions', () => {
    const pairs = new Set(of('everyday', 'call-back').map((call) => `${call.calling} ${call.called}`));
    const both = everyday.filter((call) => pairs.has(`${call.called} ${call.calling}`));
    expect(both.length / everyday.length).toBeGreaterThan(0.1);
  });

  it('nobody calls themselves', () => {
    expect(calls.filter((call) => call.calling === call.called)).toEqual([]);
  });
});

describe('campaigns and callers in bulk', () => {
  it('differ in how they use caller numbers', () => {
    const callers = (kind: string) => new Set(of(kind).map((call) => call.calling)).size;
    expect(callers('one-number-blast')).toBe(1);
    expect(callers('numbers-used-once') / of('numbers-used-once').length).toBeGreaterThan(0.99);
    const spoofed = of('neighbour-spoof-from-abroad');
    expect(share(spoofed, (call) => exchangeOf(call.calling) === exchangeOf(call.called))).toBe(1);
    expect(share(spoofed, (call) => call.ingressCountry === 'IN')).toBe(1);
  });

  it('campaigns pass some four hands and are hung up on', () => {
    const bad = calls.filter((call) => call.campaign !== '');
    const hops = bad.reduce((sum, call) => sum + call.path.length, 0) / bad.length;
    expect(hops).toBeGreaterThan(3.8);
    expect(hops).toBeLessThan(5);
    expect(talks(bad).filter((ms) => ms <= 6_000).length / talks(bad).length).toBeGreaterThan(0.3);
  });

  it('callers in bulk are mostly attested with A and called back', () => {
    const callers = of(
      'school-notice',
      'pharmacy-reminder',
      'debt-collector',
      'call-centre',
      'political-survey',
    );
    expect(share(callers, (call) => call.signature?.attestation === 'A')).toBeGreaterThan(0.9);
    const numbers = new Set(callers.map((call) => call.calling));
    expect(of('call-back').filter((call) => numbers.has(call.called)).length).toBeGreaterThan(20);
    expect(callers.every((call) => call.campaign === '')).toBe(true);
  });
});

describe('legsOf', () => {
  const legs = calls.slice(0, 5_000).map((call) => ({ call, legs: legsOf(call) }));

  it('gives a leg for each member on the path, with times in order', () => {
    for (const { call, legs: own } of legs) {
      expect(own.map((leg) => leg.provider)).toEqual(call.path.filter((p) => p.member));
      for (const { cdr } of own) {
        const { start_time, answer_time, end_time } = cdr;
        expect(start_time <= (answer_time ?? end_time) && (answer_time ?? start_time) <= end_time).toBe(true);
        expect((answer_time === null) === (cdr.sip_code !== 200)).toBe(true);
      }
    }
  });

  it('links each leg to the next: peers, origid and duration agree, call ids differ', () => {
    for (const { call, legs: own } of legs) {
      for (const { provider, cdr } of own) {
        const at = call.path.indexOf(provider);
        expect(cdr.upstream).toBe((call.path[at - 1] ?? provider).id);
        expect(cdr.downstream).toBe((call.path[at + 1] ?? provider).id);
        if (call.outcome.talk === null || cdr.answer_time === null) continue;
        expect(Math.abs(cdr.end_time - cdr.answer_time - call.outcome.talk)).toBeLessThan(300);
      }
      expect(new Set(own.flatMap(({ cdr }) => cdr.origid ?? [])).size).toBeLessThanOrEqual(1);
      expect(new Set(own.map(({ cdr }) => cdr.call_id)).size).toBe(own.length);
    }
  });

  it('tells calls apart that drew the same id', () => {
    const [call] = calls;
    if (call === undefined) throw new Error('no calls');
    const ids = [call, { ...call, start: call.start + 1 }].flatMap(legsOf).map((leg) => leg.cdr.call_id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names the customer on the origin leg only, the country on the gateway leg only', () => {
    const spoofed = of('neighbour-spoof-from-abroad').flatMap(legsOf);
    expect(
      new Set(spoofed.filter((leg) => leg.cdr.ingress_country !== null).map((leg) => leg.provider.id)),
    ).toEqual(new Set(['pacgate']));
    const blast = of('one-number-blast').flatMap(legsOf);
    expect(new Set(blast.filter((leg) => leg.cdr.customer !== null).map((leg) => leg.provider.id))).toEqual(
      new Set(['dialbright']),
    );
  });
});
