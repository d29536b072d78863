import { numbersInUseElsewhere } from '@ringtrace/detect/features/elsewhere';
import { sumCalls } from '@ringtrace/detect/features/stage';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { hourS } from '@ringtrace/schemas/durations';
import { buildPlans } from '@ringtrace/schemas/tables/rollups';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from './engine.ts';
import { store } from './feed.ts';
import type { Attempt } from './network.ts';
import { day, toLegs } from './traffic.ts';

const first = day / 1000 + 9 * hourS;
const stage = { build: 1, first, end: first + 3 * hourS };

const party = (n: number) => 13_125_550_000 + n;
/** A call of a number in an hour of the stage; from the provider whose customer shows it. */
const call = (calling: number, hour: number, from: string, n: number): Attempt => ({
  at: 1000 * (first + hour * hourS + 60 * (n + 10)),
  calling,
  called: party(n),
  path: [from, 'transit1', 'south'],
  customer: `of ${from}`,
  attestation: 'A',
  talkS: 20,
  label: '',
});
const calls = (calling: number, hour: number, from: string, count: number) =>
  Array.from({ length: count }, (_, n) => call(calling, hour, from, n));

const [stolen, beside, far, forwarded, own, claimed] = [1, 2, 3, 4, 5, 6].map((n) => 16_175_550_000 + n);
/** Numbers of four homes: four of one, three of another, and one of each other. */
const ofHomes = ['north', 'north', 'north', 'north', 'south', 'south', 'south', 'gateway', 'transit1'].map(
  (home, n) => ({ home, number: 16_175_550_100 + n }),
);
/** Numbers of a provider that names no customer: of households in many exchanges, and of a business's block of lines. */
const households = Array.from({ length: 6 }, (_, n) => 16_185_550_000 + 10_000 * n);
const block = Array.from({ length: 6 }, (_, n) => 16_195_550_000 + n);
const numbers = [stolen, beside, far, forwarded, own, claimed].map((number) => number ?? 0);

let engine: TestEngine;
let target: Store;
beforeAll(async () => {
  engine = await openTestEngine();
  target = await engine.freshStore();
  const shown = numbers.flatMap((number) => calls(number, 1, 'transit2', 3));
  const attempts = [
    ...shown,
    ...calls(stolen ?? 0, 1, 'north', 1),
    ...calls(beside ?? 0, 0, 'north', 1),
    ...calls(far ?? 0, 3, 'north', 1),
    ...calls(forwarded ?? 0, 1, 'transit2', 5),
    ...calls(forwarded ?? 0, 2, 'north', 1),
    ...ofHomes.flatMap(({ home, number }) => [
      ...calls(number, 1, 'transit2', 1),
      ...calls(number, 1, home, 1),
    ]),
    ...[...households, ...block].flatMap((number) => [
      ...calls(number, 1, 'transit2', 1),
      ...calls(number, 1, 'north', 1).map((made) => ({ ...made, customer: '' })),
    ]),
    // Its provider does not report, so nothing is proven.
    ...calls(claimed ?? 0, 1, 'small', 3),
  ].map((attempt, n) => ({ ...attempt, called: party(n) }));
  await store(
    target,
    toLegs(attempts).map(({ row }) => row),
  );
  const plan = (n: number) => ({
    build: 1,
    rollup: 'judge',
    carrier: '',
    bucket: first + n * hourS,
    arrivals: 1,
  });
  await target.insertRows(buildPlans, [0, 1, 2].map(plan));
  await sumCalls(target, stage);
});
afterAll(() => engine.stop());

const hashes = defineQuery<{ number: number }>()({
  name: 'hash of a number',
  row: z.object({ hash: z.number() }),
  sql: 'SELECT toUInt32(cityHash64({number: UInt64})) AS hash',
});

/** Of a segment with these numbers, in an hour of the stage, at a provider: how many are in use elsewhere. */
async function found(of: readonly number[], hour: number, provider: string) {
  const sampled = await Promise.all(
    of.map(async (number) => {
      const [of] = await target.query(hashes, { number });
      return { segment_id: 's', hour: first + hour * hourS, provider, number_hash: of?.hash ?? 0 };
    }),
  );
  return (await target.query(numbersInUseElsewhere, { ...stage, sampled }))[0];
}
/** How many of them. */
const elsewhere = async (...of: Parameters<typeof found>) => (await found(...of))?.elsewhere ?? 0;

it('counts numbers that another provider proves to be its customers, in the hour or one beside it', async () => {
  expect(await elsewhere(numbers, 1, 'transit2')).toBe(2);
  expect(await elsewhere([stolen ?? 0, beside ?? 0], 1, 'transit2')).toBe(2);
  // The call at home is two hours away.
  expect(await elsewhere([beside ?? 0], 2, 'transit2')).toBe(0);
  expect(await elsewhere([far ?? 0], 1, 'transit2')).toBe(0);
});

it('counts no number of which others prove a few calls alone: called parties may have forwarded these', async () => {
  expect(await elsewhere([forwarded ?? 0], 1, 'transit2')).toBe(0);
  expect(await elsewhere([forwarded ?? 0], 2, 'transit2')).toBe(0);
});

it('counts no number that only its own provider proves, nor one that others merely claim', async () => {
  expect(await elsewhere([own ?? 0, claimed ?? 0], 1, 'transit2')).toBe(0);
});

it('tells the numbers of the two homes with the most: a business may dial out by several providers', async () => {
  const of = ofHomes.map(({ number }) => number);
  expect(await found(of, 1, 'transit2')).toMatchObject({ elsewhere: 9, of_two_homes: 7, of_two_places: 7 });
});

it('takes numbers of one exchange for one home where their provider names no customer, and those of many for many', async () => {
  expect(await found(households, 1, 'transit2')).toMatchObject({
    elsewhere: 6,
    of_two_homes: 2,
    of_two_places: 6,
  });
  expect(await found(block, 1, 'transit2')).toMatchObject({
    elsewhere: 6,
    of_two_homes: 6,
    of_two_places: 6,
  });
});

it('gives nothing for segments without numbers', async () => {
  expect(await elsewhere([], 1, 'transit2')).toBe(0);
});
