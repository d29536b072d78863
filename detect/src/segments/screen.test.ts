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
  ).map(({ key }) => key);
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
const source = (key: string, more: Partial<Features> = {}): Features => ({
  ...features,
  kind: 'source',
  number: 0,
  key,
  class: 'unproven',
  ...more,
});

it('lets no key go that is kept once all is asked of it, whatever the answers', () => {
  for (const called_back of [0, 1, 20, 400])
    for (const repeated of [0, 4, 400])
      for (const more of [{}, calm, { neighbor: 400 }, { calls: 400, short: 0 }]) {
        for (const kind of ['number', 'source'] as const) {
          const segment = { ...source('customer|a|x', { ...more, called_back, repeated }), kind };
          const all = { ...segment, source_called_back: called_back };
          if (!isKept(judgeSegment({ ...all, ...asked(all) }, baseline))) continue;
          expect(keysOf([segment])).toEqual(['customer|a|x']);
        }
      }
});

it('leaves out what would be ordinary even if nobody were called back or called again', () => {
  expect(keysOf([source('upstream|calm', calm), source('upstream|robocalls')])).toEqual([
    'upstream|robocalls',
  ]);
});

it('takes every class of a key with the one that may be suspicious: they are judged by what they share', () => {
  const segments = [source('upstream|a', calm), source('upstream|a', { class: 'neighbor', neighbor: 400 })];
  expect(keysOf(segments)).toEqual(['upstream|a']);
});
