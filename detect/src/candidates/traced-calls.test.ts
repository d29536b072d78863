import { describe, expect, it } from 'vitest';
import { leg } from '../trace/leg.fixture.ts';
import type { Leg } from '../trace/leg.ts';
import { pathOf } from '../trace/path.ts';
import type { ExampleLeg } from './queries.ts';
import { examplesOf, pathsOf, provenanceOf } from './traced-calls.ts';

const shown = ({ hold_ms: _, talk_ms, origid: __, ...told }: Leg): ExampleLeg => ({
  ...told,
  answered: talk_ms !== null,
  duration_ms: talk_ms ?? 0,
});
const traced = (...told: readonly string[]) => {
  const legs = told.map((one, i) => leg(one, i * 150));
  return { call_key: told.join(), legs: legs.map(shown), path: pathOf(legs) };
};
const proven = traced('a a b', 'b a b');
const named = traced('b x b');
const unknown = traced('rural - -');

describe('where traced calls come from', () => {
  it('is told by provider, the commonest first, with the share of all traced calls', () => {
    const other = traced('c c b', 'b c b');
    expect(provenanceOf([proven, named, unknown, other, proven])).toEqual({
      traced_calls: 5,
      origins: [
        { provider: 'a', calls: 2, share: 0.4, proven: true },
        { provider: 'c', calls: 1, share: 0.2, proven: true },
        { provider: 'x', calls: 1, share: 0.2, proven: false },
      ],
      entries: [],
    });
  });

  it('is nothing where no call was traced', () => {
    expect(provenanceOf([])).toEqual({ traced_calls: 0, origins: [], entries: [] });
  });
});

it('a path says null where nothing is known, and belongs to the first leg of its call', () => {
  expect(pathsOf([named, { ...proven, legs: [] }])).toMatchObject([
    {
      calling_number: 12_025_550_100,
      time: '1970-01-01T00:00:00.000Z',
      origin_provider: null,
      claimed_origin: 'x',
      entry_provider: null,
      next_provider_to_ask: 'x',
    },
  ]);
  expect(pathsOf([named])).toHaveLength(1);
});

it('example legs carry their time as text, and nothing that a reader has no use for', () => {
  const [example] = examplesOf(named.legs);
  expect(example).toMatchObject({ carrier: 'b', start_time: '1970-01-01T00:00:00.000Z', answered: true });
  expect(Object.keys(example ?? {})).not.toContain('start_ms');
});
