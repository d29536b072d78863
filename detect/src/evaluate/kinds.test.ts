import { hourMs } from '@ringtrace/schemas/durations';
import { expect, it } from 'vitest';
import { byKind } from './kinds.ts';
import type { CampaignResult } from './results.ts';

const campaign = (more: Partial<CampaignResult>): CampaignResult => ({
  campaign: 'c',
  legs: 0,
  calls: 400,
  calling_numbers: 1,
  first_ms: 0,
  last_ms: hourMs,
  from_abroad: 0,
  recall: 0,
  foundLegs: 0,
  found: false,
  candidates: 0,
  minutesToEvent: undefined,
  callsBefore: undefined,
  ...more,
});
const kindsOf = (more: Partial<CampaignResult>) => byKind([campaign(more)]).map(({ kind }) => kind);

it('puts a campaign into one kind of each way of sorting', () => {
  expect(kindsOf({})).toEqual([
    '300 to 1,000 calls',
    'one number',
    'within two hours',
    'not seen to come from abroad',
  ]);
  expect(kindsOf({ calls: 299, calling_numbers: 29, last_ms: 2 * hourMs, from_abroad: 1 })).toEqual([
    'below 300 calls',
    'numbers used often',
    'over half a day',
    'from abroad',
  ]);
  expect(kindsOf({ calls: 1_000, calling_numbers: 100, last_ms: 12 * hourMs })).toEqual([
    '1,000 calls and more',
    'numbers hardly used twice',
    'longer',
    'not seen to come from abroad',
  ]);
});

it('tells the share found of each kind, kinds in order of their names', () => {
  const results = byKind([
    campaign({ found: true }),
    campaign({ calls: 100 }),
    campaign({ found: false }),
    campaign({ calls: 5_000, found: true }),
  ]);
  expect(results.slice(0, 3).map(({ kind, recall }) => [kind, recall.value, recall.of])).toEqual([
    ['1,000 calls and more', 1, 1],
    ['300 to 1,000 calls', 0.5, 2],
    ['below 300 calls', 0, 1],
  ]);
});
