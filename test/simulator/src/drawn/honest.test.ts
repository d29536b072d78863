import { describe, expect, it } from 'vitest';
import { businesses } from './bulk-callers.ts';
import { drawTraffic } from './traffic.ts';

const traffic = drawTraffic({
  seed: 71,
  calls: 30_000,
  campaigns: 3,
  bulkCallers: 2 * businesses.length,
  hours: 12,
  reportingShare: 1,
});
const calls = [...traffic.calls()];
const honest = calls.filter(({ campaign }) => campaign === '');
const of = (business: string) => traffic.bulkCallers.filter((caller) => caller.business === business);
const callsOf = (name: string) => honest.filter(({ kind }) => kind === name);
/** The same without second chains: these begin at the provider of a party that forwards its calls. */
const callsFromAbroadOf = (name: string) => callsOf(name).filter(({ path }) => path[0]?.country !== 'US');

describe('honest callers that look like campaigns', () => {
  it('are call centers whose calls go out by several providers, under the same numbers', () => {
    for (const center of of('call center of several providers')) {
      expect(center.origins.length).toBeGreaterThan(1);
      expect(center.origins.length).toBeLessThan(7);
      expect(new Set(center.origins).size).toBe(center.origins.length);
      const made = callsOf(center.name);
      const numbersAt = (origin: string) =>
        new Set(made.filter(({ path }) => path[0]?.id === origin).map(({ calling }) => calling));
      const [first, ...others] = center.origins.map(numbersAt);
      for (const numbers of others) expect(numbers).toEqual(first);
    }
    expect(of('call center of several providers')).toHaveLength(2);
  });

  it('are businesses with direct lines, which people call, and whose calls go out by two providers', () => {
    expect(traffic.directLines.length).toBeGreaterThan(1);
    for (const { name, lines, origins, callsIn } of traffic.directLines) {
      expect(lines.length).toBeGreaterThan(15);
      expect(lines.length).toBeLessThan(61);
      const [first, second] = origins;
      expect(second).not.toBe(first);
      const holders = new Set(lines.map((line) => traffic.world.population.holder(line)?.id));
      expect([...holders]).toEqual([first]);
      const made = callsOf(name);
      for (const origin of origins) {
        const own = made.filter(({ path }) => path[0]?.id === origin);
        expect(own.length).toBeGreaterThan(made.length / 3);
        expect(new Set(own.map(({ calling }) => calling)).isSubsetOf(new Set(lines))).toBe(true);
      }
      const ofLines = new Set(lines.map((line) => `${name} ${line}`));
      const to = calls.filter(({ kind }) => ofLines.has(kind));
      expect(to).toHaveLength(lines.length * callsIn);
      expect(new Set(to.map(({ called }) => called))).toEqual(new Set(lines));
      expect(to.every(({ path }) => path.at(-1)?.id === first)).toBe(true);
    }
    const [block, branches] = traffic.directLines.map(
      ({ lines }) => new Set(lines.map((line) => line.slice(0, -4))).size,
    );
    expect(block).toBe(1);
    expect(branches).toBeGreaterThan(4);
  });

  it('are automated surveys, of which many called parties hang up and some call back', () => {
    for (const survey of of('automated survey')) {
      const made = callsOf(survey.name);
      expect(survey.broughtAlong).toBe(true);
      expect(new Set(made.map(({ calling }) => calling)).size).toBeLessThan(7);
      const answered = made.flatMap(({ outcome }) => (outcome.talk === null ? [] : [outcome.talk]));
      expect(answered.filter((talk) => talk <= 6_000).length / answered.length).toBeGreaterThan(0.03);
    }
    expect(of('automated survey').length).toBeGreaterThan(0);
  });

  it('are at some providers that do not sign, or that are not listed', () => {
    const { providers } = traffic.world;
    const isUsual = (id: string | undefined) => {
      const provider = providers.get(id ?? '');
      return provider?.country !== 'US' || (provider.shaken !== 'none' && provider.rmd === 'listed');
    };
    const unusual = traffic.bulkCallers.filter(({ origins: [first] }) => !isUsual(first));
    expect(unusual.length).toBeGreaterThan(0);
    expect(unusual.length).toBeLessThan(traffic.bulkCallers.length / 5);
  });

  it('reach the provider of its numbers when they are called back', () => {
    for (const center of of('call center of several providers')) {
      const numbers = new Set(callsOf(center.name).map(({ calling }) => calling));
      const back = honest.filter(({ kind, called }) => kind === 'call-back' && numbers.has(called));
      expect(back.length).toBeGreaterThan(5);
      expect(new Set(back.map(({ path }) => path.at(-1)?.id))).toEqual(new Set([center.origins[0]]));
    }
  });

  it('are call centers abroad with domestic numbers that are called back at home', () => {
    const centers = of('call center abroad');
    expect(centers).toHaveLength(2);
    for (const center of centers) {
      const made = callsFromAbroadOf(center.name);
      expect(made.length).toBeGreaterThan(200);
      expect(
        made.every(({ ingressCountry, calling }) => ingressCountry !== null && calling.startsWith('+1')),
      ).toBe(true);
      const numbers = new Set(made.map(({ calling }) => calling));
      const back = honest.filter(({ kind, called }) => kind === 'call-back' && numbers.has(called));
      expect(back.every(({ path }) => path.at(-1)?.country === 'US')).toBe(true);
    }
  });

  it('are people abroad, who come in by the providers and gateways of campaigns', () => {
    const people = callsFromAbroadOf('from abroad');
    expect(people).toHaveLength(1_000);
    const abroad = [...traffic.world.providers.values()].filter(({ country }) => country !== 'US');
    expect(new Set(people.map(({ path }) => path[0]?.id))).toEqual(new Set(abroad.map(({ id }) => id)));
    const roaming = people.filter(({ calling }) => traffic.world.population.holder(calling) !== undefined);
    expect(roaming.length).toBeGreaterThan(20);
    expect(roaming.length).toBeLessThan(120);
  });
});

it('draws as few campaign calls as a network with many has: under 15% of all', () => {
  const dense = drawTraffic({
    seed: 72,
    calls: 340_000,
    campaigns: 25,
    bulkCallers: 85,
    hours: 12,
    reportingShare: 1,
  });
  const sum = (counts: readonly { calls: number }[]) => counts.reduce((total, { calls: n }) => total + n, 0);
  const ofCampaigns = sum(dense.campaigns);
  expect(ofCampaigns / (ofCampaigns + sum(dense.bulkCallers) + 340_000)).toBeLessThan(0.15);
});
