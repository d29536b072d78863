import { describe, expect, it } from 'vitest';
import type { LabelledCall } from '../call.ts';
import { axes } from './axes.ts';
import { businesses } from './bulk-callers.ts';
import { type DrawnSettings, drawTraffic } from './traffic.ts';

const settings: DrawnSettings = {
  seed: 31,
  calls: 20_000,
  campaigns: 40,
  bulkCallers: 30,
  hours: 12,
  reportingShare: 0.5,
};
const traffic = drawTraffic(settings);
const calls = [...traffic.calls()];
const ofCampaigns = calls.filter(({ campaign }) => campaign !== '');
const told = (call: LabelledCall) => [
  call.start,
  call.calling,
  call.called,
  call.path.map(({ id }) => id).join(),
];

describe('drawn traffic', () => {
  it('is the same for the same seed, and another for another', () => {
    expect([...drawTraffic(settings).calls()].map(told)).toEqual(calls.map(told));
    const others = [...drawTraffic({ ...settings, seed: 32 }).calls()];
    expect(others.slice(0, 5).map(told)).not.toEqual(calls.slice(0, 5).map(told));
  });

  it('is in order of time, within its hours', () => {
    const starts = calls.map(({ start }) => start);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect((starts.at(-1) ?? 0) - (starts[0] ?? 0)).toBeLessThan(settings.hours * 3_600_000);
  });

  it("takes campaigns' calls over 1 to 10 hops, about five on average", () => {
    const hops = ofCampaigns.map(({ path }) => path.length);
    const mean = hops.reduce((sum, n) => sum + n, 0) / hops.length;
    expect(mean).toBeGreaterThan(4);
    expect(mean).toBeLessThan(6.5);
    expect(Math.max(...hops)).toBeLessThanOrEqual(10);
  });

  it('draws every value of every axis, and every business', () => {
    for (const [axis, values] of Object.entries(axes)) {
      const drawn = new Set(
        traffic.campaigns.map((campaign) => new Map(Object.entries(campaign.axes)).get(axis)),
      );
      if (axis !== 'callers' && axis !== 'message') expect([...drawn].sort()).toEqual([...values].sort());
    }
    expect(new Set(traffic.bulkCallers.map(({ business }) => business))).toEqual(new Set(businesses));
  });

  it('lets the share of providers report that was asked for, the same ones where more do', () => {
    const reporting = (reportingShare: number) =>
      [...drawTraffic({ ...settings, reportingShare }).world.providers.values()].filter((p) => p.member);
    const domestic = [...traffic.world.providers.values()].filter((p) => p.country === 'US').length;
    expect(reporting(0.5)).toHaveLength(Math.round(domestic / 2));
    const most = new Set(reporting(0.8).map(({ id }) => id));
    expect(reporting(0.5).every(({ id }) => most.has(id))).toBe(true);
  });
});
