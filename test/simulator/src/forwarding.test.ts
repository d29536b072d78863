import { describe, expect, it } from 'vitest';
import type { LabelledCall } from './call.ts';
import { drawTraffic } from './drawn/traffic.ts';
import { forwardingOfLines } from './forwarding.ts';

const traffic = drawTraffic({
  seed: 61,
  calls: 20_000,
  campaigns: 6,
  bulkCallers: 40,
  hours: 6,
  reportingShare: 1,
});
const calls = [...traffic.calls()];
const byCalled = Map.groupBy(calls, ({ called }) => called);

/** The second chain of a call: the same caller, from the provider at which the first chain ended. */
const secondChains = (call: LabelledCall, numbers: readonly string[]) =>
  numbers
    .flatMap((number) => byCalled.get(number) ?? [])
    .filter(
      (other) =>
        other.calling === call.calling &&
        other.start > call.start &&
        other.start - call.start < 2_000 &&
        other.path[0] === call.path.at(-1),
    );

describe('a number that forwards its calls', () => {
  it('makes a second chain of legs with the same calling number, outcome and label', () => {
    expect(traffic.forwarders).toHaveLength(2);
    for (const { number, agents, name } of traffic.forwarders) {
      const incoming = (byCalled.get(number) ?? []).filter(
        ({ kind, outcome }) => kind === name && outcome.sipCode !== 404,
      );
      expect(incoming.length).toBeGreaterThan(100);
      const forwarded = incoming.flatMap((call) =>
        secondChains(call, agents).map((second) => [call, second] as const),
      );
      expect(forwarded.length / incoming.length).toBeGreaterThan(0.98);
      for (const [first, second] of forwarded) {
        expect(second.kind).toBe(first.kind);
        expect(second.campaign).toBe(first.campaign);
        expect(second.outcome.talk).toBe(first.outcome.talk);
        expect(second.customer).not.toBeNull();
      }
      expect(new Set(forwarded.map(([, { customer }]) => customer))).toHaveProperty('size', 1);
    }
  });

  it("passes some callers' signatures on, and attests to none of the others", () => {
    const chains = traffic.forwarders.flatMap(({ number, agents }) =>
      (byCalled.get(number) ?? []).flatMap((call) =>
        secondChains(call, agents).map((second) => ({ call, second })),
      ),
    );
    const passed = chains.filter(
      ({ call, second }) => call.signature !== null && second.signature?.origid === call.signature.origid,
    );
    expect(passed.length / chains.length).toBeGreaterThan(0.1);
    expect(passed.length / chains.length).toBeLessThan(0.6);
    const own = chains.filter((chain) => !passed.includes(chain));
    expect(own.some(({ second }) => second.signature?.attestation === 'C')).toBe(true);
    expect(own.every(({ second }) => second.signature?.attestation !== 'A')).toBe(true);
  });

  it('is one line in some seventy, always the same one', () => {
    const forwards = forwardingOfLines(traffic.world);
    const lines = Array.from({ length: 2_000 }, (_, i) => traffic.world.population.line(i).number);
    const forwarding = lines.filter((number) => forwards(number) !== undefined);
    expect(forwarding.length).toBeGreaterThan(15);
    expect(forwarding.length).toBeLessThan(50);
    expect(forwarding.map(forwards)).toEqual(forwarding.map(forwardingOfLines(traffic.world)));
    expect(forwards('+15550000000')).toBeUndefined();
  });

  it("takes a campaign's calls on as the campaign's", () => {
    const forwards = forwardingOfLines(traffic.world);
    const first = calls.filter(({ campaign, called }) => campaign !== '' && forwards(called) !== undefined);
    const second = first.flatMap((call) => secondChains(call, forwards(call.called) ?? []));
    expect(second.length).toBeGreaterThan(5);
    expect(second.every(({ campaign }) => campaign !== '')).toBe(true);
  });
});
