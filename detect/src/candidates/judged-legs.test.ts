import { expect, it } from 'vitest';
import { leg } from '../trace/leg.fixture.ts';
import type { Leg } from '../trace/leg.ts';
import type { LegKey } from '../trace/leg-key.ts';
import { type JudgedLeg, storedNow } from './judged-legs.ts';
import type { ExampleLeg } from './queries.ts';

const [first, second] = [leg('a a b'), leg('b a b', 150)];
const judged = ({ carrier, start_ms, call_id, calling_number, called_number }: Leg): JudgedLeg => ({
  segment_id: 's',
  call_key: 'call',
  carrier,
  start_ms,
  call_id,
  calling_number,
  called_number,
});
const shown = ({ hold_ms: _, origid: __, talk_ms, ...told }: Leg): ExampleLeg => ({
  ...told,
  answered: talk_ms !== null,
  duration_ms: talk_ms ?? 0,
});

/** The legs now, and the keys that were asked for, where the store has these legs. */
async function now(stored: readonly Leg[], ...calls: (readonly JudgedLeg[])[]) {
  const byKey: LegKey[] = [];
  const legs = await storedNow(
    {
      legsTo: async (called, spans) =>
        stored.filter((one) =>
          spans.some(
            ({ from, to }, i) =>
              one.called_number === called[i] && one.start_ms >= from && one.start_ms <= to,
          ),
        ),
    },
    async (asked) => {
      byKey.push(...asked);
      const ids = new Set(asked.map(({ call_id }) => call_id));
      return stored.filter(({ call_id }) => ids.has(call_id)).map(shown);
    },
    calls,
  );
  return { legs, byKey };
}
const call = [first, second].map(judged);

it('are found among the legs to the called number around the call', async () => {
  expect(await now([second, first, leg('c b c', 300)], call, [])).toEqual({
    legs: [[first, second].map(shown), []],
    byKey: [],
  });
});

it('say of a leg whether it was answered, and how long it lasted from then on', async () => {
  const [answered, not] = [
    { ...first, talk_ms: 7_000 },
    { ...second, talk_ms: null },
  ];
  const { legs } = await now([answered, not], call);
  expect(legs).toMatchObject([
    [
      { answered: true, duration_ms: 7_000 },
      { answered: false, duration_ms: 0 },
    ],
  ]);
});

it('are read by key where a correction gave a leg another called number, and left out where it was withdrawn', async () => {
  const corrected = { ...second, called_number: second.called_number + 1 };
  const { legs, byKey } = await now([first, corrected], call);
  expect(legs).toEqual([[first, corrected].map(shown)]);
  expect(byKey).toEqual([judged(second)]);
  expect((await now([second], call)).legs).toEqual([[shown(second)]]);
});
