import { describe, expect, it } from 'vitest';
import { pages } from './pages.ts';
import { placesFor } from './places.ts';

const labels = (rights: Parameters<typeof placesFor>[0]['rights'], carrier: string | null = null) =>
  placesFor({ rights, carrier }).map(({ label }) => label);

describe('the navigation', () => {
  it('offers what the person may see', () => {
    expect(labels(['look', 'cards', 'feeds', 'audit'])).toEqual([
      'Inbox',
      'Campaigns',
      'Cases',
      'Call search',
      'Providers',
      'Feeds',
      'Report',
      'Audit',
      'Settings',
    ]);
  });

  it('offers its feeds and its own scorecard to a person of a carrier', () => {
    const places = placesFor({ rights: ['feeds', 'cards'], carrier: 'northstar' });
    expect(places.map(({ label, to }) => [label, to.path])).toEqual([
      ['Scorecard', '/providers/northstar'],
      ['Feeds', '/feeds'],
    ]);
  });

  it('leads to pages alone that need the same right, each by a key of its own', () => {
    const places = placesFor({ rights: ['look', 'cards', 'feeds', 'audit', 'query'], carrier: null });
    for (const { to, needs } of places) expect(pages.find(({ path }) => path === to.path)?.needs).toBe(needs);
    expect(new Set(places.map(({ key }) => key)).size).toBe(places.length);
  });
});
