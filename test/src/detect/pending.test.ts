import { listCandidates } from '@ringtrace/detect/candidates/stored-candidates';
import { detectBacklog } from '@ringtrace/detect/worker/backlog';
import type { CandidateEvent } from '@ringtrace/detect/worker/publish';
import { createRound } from '@ringtrace/detect/worker/round';
import { createLog } from '@ringtrace/platform/log';
import { verdictsStore } from '@ringtrace/schemas/tables/casework';
import type { CdrRow } from '@ringtrace/schemas/tables/cdr';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from './engine.ts';
import { receive } from './feed.ts';
import {
  burst,
  calledBack,
  day,
  everyday,
  randomNumber,
  recorded,
  toLegs,
  type World,
  world,
} from './traffic.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.stop());

const minute = 60_000;
const longestMs = 10 * minute;
const event = z.object({
  candidate_id: z.string(),
  campaign_id: z.string(),
  revision: z.number(),
  status: z.string(),
});

/** A detect worker under a clock that only the test moves. */
async function detecting(startAt: number, holdMs = longestMs) {
  const target = await engine.freshStore();
  let now = startAt;
  const published: z.infer<typeof event>[] = [];
  const publish = async (events: readonly CandidateEvent[]) => {
    published.push(...events.map(({ value }) => event.parse(JSON.parse(value))));
  };
  const opening = { longestMs: holdMs, clock: () => now };
  const log = createLog('test', 'silent');
  const round = createRound({ store: target, publish, log, opening });
  return {
    target,
    published,
    /** Moves the clock, lets batches come, and runs rounds until nothing is left to do but to wait. */
    async at(time: number, rows: readonly CdrRow[] = [], receivedAt = time) {
      now = time;
      if (rows.length > 0) await receive(target, rows, receivedAt);
      while ((await round()).outcome === 'changed');
    },
    async statuses() {
      return (await listCandidates(target)).map(({ status, opened_at, origin_provider, claimed_origin }) => ({
        origin: origin_provider ?? claimed_origin,
        status,
        everOpen: opened_at !== null,
      }));
    },
    pending: async () => (await detectBacklog(target)).pending,
  };
}

const campaign = (w: World, calls: number, minutes: number) => {
  const number = randomNumber(w.random);
  return burst(w, {
    label: 'one-number',
    calls,
    from: 'south',
    customer: 'lead-gen',
    attestation: () => 'C',
    callers: () => number,
    talkS: recorded(w.random, 0.35, 0.6, 24),
    dno: true,
    minutes,
  });
};

describe('past calls, one carrier after another', () => {
  const w = world(31, 1);
  const rows = toLegs([
    ...everyday(w, 1_000),
    ...campaign(w, 600, 60),
    ...calledBack(w, randomNumber(w.random)),
  ]).map(({ row }) => row);
  const byCarrier = Map.groupBy(rows, ({ carrier }) => carrier);
  const order = ['gateway', 'south', 'north', 'rural', 'transit1', 'transit2'];
  const start = day + 20 * 60 * minute;

  /** Statuses that each candidate had in the topic, one after another. */
  async function loaded(holdMs: number) {
    const worker = await detecting(start, holdMs);
    for (const [i, carrier] of order.entries())
      await worker.at(start + i * 5_000, byCarrier.get(carrier) ?? []);
    const waiting = await worker.pending();
    await worker.at(start + order.length * 5_000 + 20_000);
    const histories = [...Map.groupBy(worker.published, ({ candidate_id }) => candidate_id).values()];
    return { worker, waiting, histories: histories.map((own) => own.map(({ status }) => status)) };
  }

  it('open nothing that is then taken back', async () => {
    const { worker, waiting, histories } = await loaded(longestMs);
    expect(waiting).toBe(1);
    const openedOnes = histories.filter((statuses) => statuses.includes('open'));
    expect(openedOnes.map((statuses) => statuses.at(-1))).toEqual(['open']);
    expect(histories.map((statuses) => statuses.at(-1)).sort()).toEqual(['open', 'withdrawn']);
    expect(await worker.statuses()).toEqual(
      expect.arrayContaining([
        { origin: 'south', status: 'open', everOpen: true },
        { origin: 'abroad', status: 'withdrawn', everOpen: false },
      ]),
    );
    expect(await worker.pending()).toBe(0);
  });

  it('open and take back a candidate where nothing is held', async () => {
    const { histories } = await loaded(0);
    const takenBack = histories.filter((statuses) => statuses.at(-1) === 'withdrawn');
    expect(takenBack).toHaveLength(1);
    expect(takenBack[0]).toContain('open');
  });
});

describe('a live campaign that one carrier has not reported yet', () => {
  const w = world(32, 1);
  const legs = toLegs([...everyday(w, 1_000), ...campaign(w, 900, 20)]);
  const rows = legs.map(({ row }) => row);
  const begins = Math.min(...legs.flatMap(({ row, label }) => (label === '' ? [] : [row.start_time])));
  /** Enough of the campaign's calls have begun a few minutes before this. */
  const judgedAt = begins + 13 * minute;
  /** The last moment of which the late carrier has sent calls, before the campaign had enough of them. */
  const lateUpTo = judgedAt - 9.5 * minute;
  const isLate = ({ carrier }: CdrRow) => carrier === 'north';
  const between = (from: number, to: number) =>
    rows.filter(({ start_time }) => start_time >= from && start_time < to);

  async function waiting() {
    const worker = await detecting(judgedAt);
    // A batch each minute: such a carrier owes the next one.
    await receive(worker.target, between(0, lateUpTo - 9 * minute).filter(isLate), lateUpTo - 9 * minute);
    for (let to = lateUpTo - 8 * minute; to <= lateUpTo; to += minute)
      await receive(worker.target, between(to - minute, to).filter(isLate), to);
    const others = between(0, judgedAt).filter((row) => !isLate(row));
    await worker.at(judgedAt, others);
    expect(await worker.statuses()).toEqual([{ origin: 'south', status: 'pending', everOpen: false }]);
    expect(worker.published.map(({ status }) => status)).toEqual(['pending']);
    return worker;
  }
  const isOpen = [{ origin: 'south', status: 'open', everOpen: true }];

  it('is pending until that carrier has caught up', async () => {
    const worker = await waiting();
    await worker.at(judgedAt + 20_000);
    expect(await worker.pending()).toBe(1);
    await worker.at(judgedAt + 20_000, between(lateUpTo, judgedAt).filter(isLate));
    expect(await worker.statuses()).toEqual(isOpen);
    expect(worker.published.at(-1)?.status).toBe('open');
  });

  it('opens without that carrier once it is silent', async () => {
    const worker = await waiting();
    await worker.at(lateUpTo + longestMs);
    expect(await worker.pending()).toBe(1);
    await worker.at(lateUpTo + longestMs + 1);
    expect(await worker.statuses()).toEqual(isOpen);
  });

  it('opens after the longest time though that carrier goes on being behind', async () => {
    const worker = await waiting();
    const late = between(lateUpTo, judgedAt).filter(isLate);
    const half = Math.ceil(late.length / 2);
    await worker.at(judgedAt + longestMs - 1, late.slice(0, half));
    expect(await worker.pending()).toBe(1);
    await worker.at(judgedAt + longestMs, late.slice(half));
    expect(await worker.statuses()).toEqual(isOpen);
  });

  it('opens after the longest time, and is published, though rounds fail', async () => {
    const worker = await waiting();
    await worker.target.command('RENAME TABLE campaigns_store TO elsewhere');
    const late = between(lateUpTo, judgedAt).filter(isLate);
    await expect(worker.at(judgedAt + longestMs - 1, late)).rejects.toThrow('campaigns_store');
    expect(await worker.pending()).toBe(1);
    await expect(worker.at(judgedAt + longestMs)).rejects.toThrow('campaigns_store');
    expect(await worker.pending()).toBe(0);
    expect(worker.published.map(({ status }) => status)).toEqual(['pending', 'open']);
    await worker.target.command('RENAME TABLE elsewhere TO campaigns_store');
    await worker.at(judgedAt + longestMs);
    expect(await worker.statuses()).toEqual(isOpen);
  });

  it('opens with a carrier that is six minutes late all the time', async () => {
    const worker = await detecting(judgedAt);
    const lateMs = 6 * minute;
    const others = between(0, judgedAt).filter((row) => !isLate(row));
    const first = between(0, judgedAt - 15 * minute).filter(isLate);
    await receive(worker.target, first, judgedAt - 15 * minute + lateMs);
    let opensAt = 0;
    for (let now = judgedAt - 8 * minute; opensAt === 0; now += 5_000) {
      const sent = between(now - lateMs - 5_000, now - lateMs).filter(isLate);
      if (sent.length > 0) await receive(worker.target, sent, now);
      if (now < judgedAt) continue;
      await worker.at(now, now === judgedAt ? others : []);
      if ((await worker.pending()) === 0) opensAt = now;
    }
    expect(await worker.statuses()).toEqual(isOpen);
    expect(opensAt - judgedAt).toBeLessThan(minute);
  });

  it('is published with its verdict although no CDR comes any more', async () => {
    const worker = await detecting(judgedAt, 0);
    await worker.at(judgedAt, between(0, judgedAt));
    const [candidate] = worker.published;
    expect(worker.published.map(({ status }) => status)).toEqual(['open']);
    await worker.target.insertRows(verdictsStore, [
      {
        candidate_id: candidate?.candidate_id ?? '',
        campaign_id: candidate?.campaign_id ?? '',
        verdict: 'confirmed',
        revision: candidate?.revision ?? 0,
        score: 0.9,
        given_by: 'anna',
        reason: 'called parties complained',
        given_at: judgedAt,
        sequence: 1,
        changed_at: judgedAt,
        changed_by: 'anna',
      },
    ]);
    await vi.waitFor(
      async () => {
        await worker.at(judgedAt);
        expect(worker.published.at(-1)?.status).toBe('confirmed');
      },
      { timeout: 120_000, interval: 500 },
    );
  });
});
