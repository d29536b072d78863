import { unreachableStore } from '@ringtrace/platform/unreachable-store.fixture';
import { expect, it } from 'vitest';
import { createCallsOfSegments } from './segment-calls.ts';

/** Calls of segments over a store that has so many calls of each segment. Counts the reads. */
function reading(calls: ReadonlyMap<string, number>) {
  const reads = { count: 0 };
  const callsOf = createCallsOfSegments({
    ...unreachableStore(),
    query: async ({ row }) => {
      reads.count += 1;
      return [...calls].map(([segment_id, n]) =>
        row.parse({
          segment_id,
          first_seen: 0,
          last_seen: 0,
          calls: n,
          legs: n,
          earliest: [],
          sample: [],
        }),
      );
    },
  });
  return { callsOf, reads };
}
const legs = (segment_id: string, legs_build: number) => ({ segment_id, hour: 3_600, legs_build });

it('reads a segment again only where its legs are of another build', async () => {
  const { callsOf, reads } = reading(new Map([['a', 5]]));
  expect(await callsOf([legs('a', 1)])).toMatchObject([{ segment_id: 'a', calls: 5 }]);
  await callsOf([legs('a', 1)]);
  expect(reads.count).toBe(1);
  await callsOf([legs('a', 2)]);
  expect(reads.count).toBe(2);
});

it('leaves out a segment without legs, and asks for it again', async () => {
  const { callsOf, reads } = reading(new Map());
  expect(await callsOf([legs('a', 1)])).toEqual([]);
  await callsOf([legs('a', 1)]);
  expect(reads.count).toBe(2);
});

it('does not remember a part of the legs that were just written', async () => {
  const calls = new Map([['a', 3]]);
  const { callsOf, reads } = reading(calls);
  const written = { ...legs('a', 1), written_calls: 5 };
  expect(await callsOf([written])).toEqual([]);
  calls.set('a', 5);
  expect(await callsOf([written])).toMatchObject([{ calls: 5 }]);
  expect(await callsOf([legs('a', 1)])).toMatchObject([{ calls: 5 }]);
  expect(reads.count).toBe(2);
});
