import { listCandidates } from '@ringtrace/detect/candidates/stored-candidates';
import { verifyRollups } from '@ringtrace/detect/rollups/verify';
import { type DetectProgress, detectProgress } from '@ringtrace/detect/worker/progress';
import type { CandidateEvent } from '@ringtrace/detect/worker/publish';
import { runDetect } from '@ringtrace/detect/worker/run';
import type { Store } from '@ringtrace/platform/clickhouse';
import { createLog } from '@ringtrace/platform/log';
import { sourceMinutesStore } from '@ringtrace/schemas/tables/rollups';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from './engine.ts';
import { store } from './feed.ts';
import { campaigns, everyday, honestBursts, toLegs, world } from './traffic.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.stop());

const traffic = () => {
  const w = world(1);
  return toLegs([...everyday(w, 6_000), ...honestBursts(w), ...campaigns(w)]).map((leg) => leg.row);
};

/** Runs a worker until `done`, then makes it leave and waits until it has left. */
async function runUntil(
  target: Store,
  publish: (events: readonly CandidateEvent[]) => Promise<void>,
  done: (progress: DetectProgress) => boolean,
): Promise<void> {
  const leave = new AbortController();
  const deadline = setTimeout(() => leave.abort(), 120_000);
  let reached = false;
  await runDetect({
    store: target,
    publish,
    log: createLog('test', 'silent'),
    signal: leave.signal,
    pollMs: 20,
    onProgress(progress) {
      reached ||= done(detectProgress.parse(progress));
      if (reached) leave.abort();
    },
  });
  clearTimeout(deadline);
  expect(reached).toBe(true);
}

describe('detect worker', () => {
  it('publishes every candidate although the broker fails at first', async () => {
    const target = await engine.freshStore();
    await store(target, traffic());
    const published: CandidateEvent[] = [];
    let failures = 2;
    const publish = async (events: readonly CandidateEvent[]) => {
      if (failures-- > 0) throw new Error('broker away');
      published.push(...events);
    };
    await runUntil(target, publish, ({ candidates }) => candidates === 4 && published.length >= 4);
    const value = z.object({ candidate_id: z.string(), status: z.literal('open'), evidence: z.string() });
    const keys = published.map((event) => {
      expect(value.parse(JSON.parse(event.value)).candidate_id).toBe(event.key);
      return event.key;
    });
    expect(new Set(keys).size).toBe(4);
  });

  it('does nothing while another one leads, and everything once it leads itself', async () => {
    const target = await engine.freshStore();
    await store(target, traffic());
    const leave = new AbortController();
    let leads = false;
    const outcomes: string[] = [];
    const running = runDetect({
      store: target,
      publish: async () => {},
      log: createLog('test', 'silent'),
      signal: leave.signal,
      pollMs: 20,
      leads: () => leads,
      onRound: ({ outcome }) => outcomes.push(outcome),
    });
    await vi.waitFor(() => expect(outcomes.length).toBeGreaterThan(5), { timeout: 120_000 });
    expect(new Set(outcomes)).toEqual(new Set(['standby']));
    expect(await listCandidates(target)).toEqual([]);
    leads = true;
    await vi.waitFor(async () => expect(await listCandidates(target)).toHaveLength(4), { timeout: 120_000 });
    leave.abort();
    await running;
  });

  it('comes to the same with two workers side by side', async () => {
    const target = await engine.freshStore();
    await store(target, traffic());
    const ids = new Set<string>();
    const publish = async (events: readonly CandidateEvent[]) => {
      for (const event of events) ids.add(event.key);
    };
    const worker = () => runUntil(target, publish, ({ candidates }) => candidates === 4);
    await Promise.all([worker(), worker()]);
    expect(ids.size).toBe(4);
    expect(await verifyRollups(target)).toEqual([]);
  });

  it('leaves no trace of a build that died half-way', async () => {
    const target = await engine.freshStore();
    await store(target, traffic());
    await runUntil(
      target,
      async () => {},
      ({ candidates }) => candidates === 4,
    );
    await target.command(
      `INSERT INTO ${sourceMinutesStore.name} SELECT * REPLACE (build + 1 AS build, legs + 7 AS legs) FROM ${sourceMinutesStore.name}`,
    );
    expect(await verifyRollups(target)).toEqual([]);
  });

  it('notices a rollup that does not say what cdr says', async () => {
    const target = await engine.freshStore();
    await store(target, traffic());
    await runUntil(
      target,
      async () => {},
      ({ candidates }) => candidates === 4,
    );
    await target.command(
      `INSERT INTO ${sourceMinutesStore.name} SELECT * FROM ${sourceMinutesStore.name} LIMIT 1`,
    );
    const columns = (await verifyRollups(target)).map((difference) => difference.column);
    expect(columns).toContain('legs');
  });
});
