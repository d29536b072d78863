import { closeEnded } from '@ringtrace/detect/campaigns/ended';
import { listCandidates } from '@ringtrace/detect/candidates/stored-candidates';
import { evaluate } from '@ringtrace/detect/evaluate/evaluate';
import { verifyRollups } from '@ringtrace/detect/rollups/verify';
import { detectBacklog } from '@ringtrace/detect/worker/backlog';
import type { Store } from '@ringtrace/platform/clickhouse';
import { seeded } from '@ringtrace/platform/seeded';
import { dayMs } from '@ringtrace/schemas/durations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestEngine, type TestEngine } from './engine.ts';
import { store } from './feed.ts';
import type { Leg } from './network.ts';
import { roundsOf, settle } from './settle.ts';
import { conclusions, history } from './snapshot.ts';
import { campaigns, everyday, honestBursts, toLegs, world } from './traffic.ts';

let engine: TestEngine;
/** Where the calls of one seed are judged. Tests that change anything go on in a copy. */
let judged: Store;
beforeAll(async () => {
  engine = await openTestEngine();
  judged = await judgedStore(mixed(1));
});
afterAll(() => engine.stop());

const idle = { dirtyMinutes: 0, dirtyWindows: 0 };
const rows = (legs: readonly Leg[]) => legs.map((leg) => leg.row);
const labels = (legs: readonly Leg[]) =>
  legs.map(({ row, label }) => ({ carrier: row.carrier, call_id: row.call_id, campaign: label }));

function mixed(seed: number, calls = 12_000): Leg[] {
  const w = world(seed);
  return toLegs([...everyday(w, calls), ...honestBursts(w), ...campaigns(w)]);
}

async function judgedStore(legs: readonly Leg[]): Promise<Store> {
  const target = await engine.freshStore();
  await store(target, rows(legs));
  await settle(target);
  return target;
}

describe('detection', () => {
  it.each([1, 2, 3])('finds every campaign and accuses nobody else, seed %i', async (seed) => {
    const legs = mixed(seed);
    const target = seed === 1 ? judged : await judgedStore(legs);
    const result = await evaluate(target, labels(legs));
    expect(result.campaigns.filter((campaign) => !campaign.found)).toEqual([]);
    expect(result.candidates.filter((candidate) => !candidate.isTrue)).toEqual([]);
    expect(result.candidates).toHaveLength(4);
    expect(result.legRecall).toBeGreaterThan(0.8);
  });

  it.each([5, 6])('opens nothing on everyday calls and honest bursts, seed %i', async (seed) => {
    const w = world(seed);
    const target = await judgedStore(toLegs([...everyday(w, 12_000), ...honestBursts(w)]));
    expect(await listCandidates(target)).toEqual([]);
  });

  it('says who is proven and who is only claimed to be the origin', async () => {
    const origins = (await listCandidates(judged)).map((candidate) => ({
      origin: candidate.origin_provider,
      claimed: candidate.claimed_origin,
      entry: candidate.entry_provider,
      ask: candidate.next_provider_to_ask,
    }));
    expect(origins.sort((a, b) => (a.ask ?? '').localeCompare(b.ask ?? ''))).toEqual([
      { origin: null, claimed: 'offshore', entry: 'gateway', ask: 'offshore' },
      { origin: null, claimed: 'small', entry: null, ask: 'small' },
      { origin: 'south', claimed: null, entry: null, ask: 'south' },
      { origin: 'transit2', claimed: null, entry: null, ask: 'transit2' },
    ]);
  });
});

describe('order of arrival', () => {
  it('does not show, whatever the batches and rounds between them', async () => {
    const legs = rows(mixed(1));
    const piecemeal = await engine.freshStore();
    const round = roundsOf(piecemeal);
    const random = seeded(99);
    const shuffled = legs
      .map((row) => ({ row, at: random.next() + (row.carrier === 'gateway' ? 1 : 0) }))
      .sort((a, b) => a.at - b.at)
      .map(({ row }) => row);
    for (let from = 0; from < shuffled.length; ) {
      const to = from + 2_000 + random.below(15_000);
      await store(piecemeal, shuffled.slice(from, to));
      if (random.next() < 0.8) await round();
      from = to;
    }
    await settle(piecemeal, round);
    expect(await conclusions(piecemeal)).toEqual(await conclusions(judged));
    expect(await verifyRollups(piecemeal)).toEqual([]);
  });

  it('changes nothing when the same data come again', async () => {
    const target = await engine.copyOf(judged);
    const legs = rows(mixed(1));
    const before = { history: await history(target), ...(await conclusions(target)) };
    await store(target, legs);
    expect((await detectBacklog(target)).dirtyMinutes).toBeGreaterThan(0);
    await settle(target);
    expect({ history: await history(target), ...(await conclusions(target)) }).toEqual(before);
    expect(await detectBacklog(target)).toMatchObject(idle);
  });
});

describe('late data', () => {
  it('withdraws a candidate whose calls are withdrawn, and opens it again when they come back', async () => {
    const target = await engine.copyOf(judged);
    const legs = mixed(1);
    expect((await listCandidates(target)).map((c) => c.status)).toEqual(['open', 'open', 'open', 'open']);

    const pool = rows(legs.filter((leg) => leg.label === 'pool'));
    const revision = (n: number, withdrawn: boolean) =>
      pool.map((row) => ({ ...row, revision: n, ver: (BigInt(n) << 56n) + (row.ver >> 8n), withdrawn }));
    await store(target, revision(1, true));
    await settle(target);
    const statuses = (await listCandidates(target)).map((c) => `${c.origin_provider} ${c.status}`);
    expect(statuses.filter((status) => status.endsWith('withdrawn'))).toEqual(['transit2 withdrawn']);
    expect(await evaluate(target, labels(legs))).toMatchObject({ opened: 4, takenBack: 1 });

    await store(target, revision(2, false));
    await settle(target);
    expect((await listCandidates(target)).map((c) => c.status)).toEqual(['open', 'open', 'open', 'open']);
    expect(await verifyRollups(target)).toEqual([]);
  });

  it('closes candidates of campaigns long ended, and opens them again when more comes', async () => {
    const target = await engine.copyOf(judged);
    const legs = mixed(1);
    const statuses = async () => (await listCandidates(target)).map((c) => c.status);
    const later = Date.now() + 11 * dayMs;
    expect(await closeEnded(target, later)).toBe(0);

    const storeAgain = (days: number, call_id: string) =>
      store(
        target,
        rows(legs)
          .slice(0, 1)
          .map((row) => ({ ...row, call_id, start_time: row.start_time + days * dayMs })),
      );
    await storeAgain(2, 'two days later');
    await settle(target);
    expect(await closeEnded(target, Date.now())).toBe(0);
    expect(await closeEnded(target, later)).toBe(4);
    expect(await closeEnded(target, later)).toBe(0);
    expect(await statuses()).toEqual(['closed', 'closed', 'closed', 'closed']);
    expect((await evaluate(target, labels(legs))).candidates).toHaveLength(4);

    await storeAgain(0, 'late');
    await settle(target);
    expect(await statuses()).toContain('open');
  });
});
