import { describe, expect, it } from 'vitest';
import { type DrawnCampaign, drawCampaigns } from './campaigns.ts';
import { companies } from './company.ts';
import { drawProviders } from './network.ts';

const draw = { seed: 51, providers: drawProviders(51), hours: 12 };
const campaigns = drawCampaigns(draw, 200);

/** The campaigns of each group, in order. */
function groupsOf(kind: DrawnCampaign['axes']['company']): DrawnCampaign[][] {
  const groups: DrawnCampaign[][] = [];
  for (const [i, company] of companies(draw.seed, campaigns.length).entries()) {
    const campaign = campaigns[i];
    if (company.kind !== kind || campaign === undefined) continue;
    if (company.nth === 0) groups.push([campaign]);
    else groups.at(-1)?.push(campaign);
  }
  return groups;
}

const together = (a: DrawnCampaign, b: DrawnCampaign) =>
  Math.min(a.startMinute + a.minutes, b.startMinute + b.minutes) - Math.max(a.startMinute, b.startMinute);

describe('campaigns in company', () => {
  it('are drawn from the seed', () => {
    const axesOf = (some: readonly DrawnCampaign[]) => some.map(({ axes, origins }) => [axes, origins]);
    expect(axesOf(drawCampaigns(draw, 200))).toEqual(axesOf(campaigns));
    expect(companies(52, 40)).not.toEqual(companies(51, 40));
    expect(campaigns.map(({ axes }) => axes.company)).toEqual(companies(51, 200).map(({ kind }) => kind));
  });

  it('of one operator share its account and upstreams, and show other numbers', () => {
    const groups = groupsOf('one operator');
    expect(groups.length).toBeGreaterThan(10);
    for (const group of groups) {
      expect(group.length).toBeGreaterThan(1);
      expect(new Set(group.map(({ operator }) => operator))).toEqual(new Set([group[0]?.name]));
      expect(new Set(group.map(({ origins }) => origins.join()))).toHaveProperty('size', 1);
      expect(new Set(group.map(({ axes }) => axes.attestation))).toHaveProperty('size', 1);
      expect(new Set(group.map(({ axes }) => axes.callers))).toHaveProperty('size', group.length);
    }
    const gaps = groups.map(([a, b]) => (a && b ? together(a, b) : 0));
    expect(gaps.some((minutes) => minutes > 30)).toBe(true);
    expect(gaps.some((minutes) => minutes <= 0)).toBe(true);
  });

  it('of one gateway come from one provider abroad, by accounts of their own, in the same hours', () => {
    const groups = groupsOf('one gateway');
    expect(groups.length).toBeGreaterThan(10);
    for (const group of groups) {
      expect(new Set(group.map(({ origins }) => origins.join()))).toHaveProperty('size', 1);
      expect(group.every(({ axes, operator }) => axes.entry === 'abroad' && operator === undefined)).toBe(
        true,
      );
      const abroad = draw.providers.find(({ id }) => id === group[0]?.origins[0]);
      expect(abroad?.country).not.toBe('US');
    }
    const overlapping = groups.filter(([a, b]) => a && b && together(a, b) > 0);
    expect(overlapping.length / groups.length).toBeGreaterThan(0.9);
  });

  it('stay within the span', () => {
    for (const { startMinute, minutes } of campaigns) {
      expect(startMinute).toBeGreaterThanOrEqual(0);
      expect(startMinute + minutes).toBeLessThanOrEqual(draw.hours * 60 + 1);
    }
  });
});
