import { expect, it } from 'vitest';
import { features } from '../features/features.fixture.ts';
import { countRow, type Features } from '../features/features.ts';
import { asked } from '../features/sources.ts';
import { baselineOf } from './baseline.ts';
import { judgeSegment } from './score.ts';
import { isKept, keysToJudge } from './screen.ts';

const baseline = baselineOf([0, 2, 20, 61], [4_000, 300, 3_000, 2_200], { receiving: 0.5, calledBack: 0.03 });
const keysOf = (segments: readonly Features[]) =>
  keysToJudge(
    segments.map((segment) => countRow.parse(segment)),
    () => baseline,
  ).map(({ place_provider }) => place_provider);
/** As ordinary calls end. */
const calm = {
  answered: 240,
  short: 0,
  attested_a: 400,
  attested_b: 0,
  unproven: 0,
  outcomes: [
    [0, 2, 20, 61],
    [160, 12, 120, 108],
  ],
} satisfies Partial<Features>;
const source = (place_provider: string, more: Partial<Features> = {}): Features => ({
  ...features,
  kind: 'source',
  number: 0,
  place: 'claimed',
  place_provider,
  caller_class: 'unproven',
  ...more,
});

it('lets no key go that is kept once all is asked of it, whatever the answers', () => {
  for (const called_back of [0, 1, 20, 400])
    for (const repeated of [0, 4, 400])
      for (const more of [{}, calm, { neighbor: 400 }, { calls: 400, short: 0 }]) {
        for (const kind of ['number', 'source'] as const) {
          const segment = {
            ...source('a', { ...more, place: 'customer', place_customer: 'x', called_back, repeated }),
            kind,
          };
          const all = { ...segment, source_called_back: called_back };
          if (!isKept(judgeSegment({ ...all, ...asked(all) }, baseline))) continue;
          expect(keysOf([segment])).toEqual(['a']);
        }
      }
});

it('leaves out what would be ordinary even if nobody were called back or called again', () => {
  expect(keysOf([source('calm', calm), source('robocalls')])).toEqual(['robocalls']);
});

it('takes every class of a key with the one that may be suspicious: they are judged by what they share', () => {
  const segments = [source('a', calm), source('a', { caller_class: 'neighbor', neighbor: 400 })];
  expect(keysOf(segments)).toEqual(['a']);
});
