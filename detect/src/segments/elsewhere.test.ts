import { answeringStore } from '@ringtrace/platform/answering-store.fixture';
import { expect, it } from 'vitest';
import { features } from '../features/features.fixture.ts';
import { countedElsewhere, elsewhereOf, isSampled } from './elsewhere.ts';

const counts = {
  ...features,
  segment: 's',
  content: 'c',
  kind: 'source',
  place: 'claimed',
  caller_class: 'attested',
  calling_numbers: 16,
} as const;
const isSampledWith = (more: Partial<typeof features>) => isSampled({ counts: { ...counts, ...more } });

it('asks about sources with many numbers that somebody may hold', () => {
  expect(isSampledWith({})).toBe(true);
  expect(isSampledWith({ calling_numbers: 15 })).toBe(false);
  expect(isSampledWith({ kind: 'number' })).toBe(false);
  expect(isSampledWith({ caller_class: 'unusable' })).toBe(false);
  expect(isSampledWith({ caller_class: 'one ring' })).toBe(false);
});

it('does not ask where the first leg is missing: calls of honest subscribers may fall there', () => {
  expect(isSampledWith({ place: 'unknown' })).toBe(false);
});

/** Of numbers in use elsewhere, some of two homes, and of two places at most half. */
const counted = (elsewhere: number, of_two_homes: number, of_two_places = elsewhere / 2) =>
  countedElsewhere({ elsewhere, of_two_homes, of_two_places });

it('takes numbers of few homes for those of a business that dials out by several providers', () => {
  expect(counted(40, 40)).toBe(0);
  expect(counted(40, 21)).toBe(0);
  // Three other providers, with as many numbers each.
  expect(counted(42, 28)).toBe(0);
  expect(counted(40, 20)).toBe(20);
  expect(counted(40, 4)).toBe(36);
  expect(counted(0, 0)).toBe(0);
});

it('takes numbers of many exchanges at one or two places for those of a business with branches', () => {
  expect(counted(40, 4, 40)).toBe(0);
  expect(counted(40, 4, 36)).toBe(0);
  expect(counted(40, 4, 35)).toBe(36);
});

const stage = { build: 7, first: 0, end: 3_600 };
const source = (segment_id: string, more: Partial<typeof features> = {}) => ({
  segment_id,
  counts: { ...counts, place_provider: `p of ${segment_id}`, ...more },
});
const details = (callers: readonly number[]) => ({ details: { ...features, callers: [...callers] } });

it('asks each number of the samples with the provider that its calls start at, and counts what is found', async () => {
  const sampled: unknown[] = [];
  const { store } = answeringStore({
    'numbers in use elsewhere': (params) => {
      sampled.push(params['sampled']);
      return [{ segment_id: 'many homes', elsewhere: 3, of_two_homes: 1, of_two_places: 2 }];
    },
  });
  const found = await elsewhereOf(
    store,
    stage,
    [source('many homes'), source('none'), source('few numbers', { calling_numbers: 15 })],
    new Map([
      ['many homes', details([1, 2, 3])],
      ['none', details([4])],
      ['few numbers', details([5])],
    ]),
  );
  expect(sampled).toEqual([
    [
      ...[1, 2, 3].map((number_hash) => ({
        segment_id: 'many homes',
        hour: 0,
        provider: 'p of many homes',
        number_hash,
      })),
      { segment_id: 'none', hour: 0, provider: 'p of none', number_hash: 4 },
    ],
  ]);
  expect([...found]).toEqual([
    ['many homes', { sampled_numbers: 3, elsewhere_numbers: 2 }],
    ['none', { sampled_numbers: 1, elsewhere_numbers: 0 }],
  ]);
});

it('reads nothing where no segment is asked', async () => {
  const { store, asked: queries } = answeringStore({});
  expect((await elsewhereOf(store, stage, [source('s', { kind: 'number' })], new Map())).size).toBe(0);
  expect(queries).toEqual([]);
});
