import { createHash } from 'node:crypto';
import { listCandidates } from '@ringtrace/detect/candidates/stored-candidates';
import { evaluate } from '@ringtrace/detect/evaluate/evaluate';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { dayMs } from '@ringtrace/schemas/durations';
import type { CdrRow } from '@ringtrace/schemas/tables/cdr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from './engine.ts';
import { store } from './feed.ts';
import type { Leg } from './network.ts';
import { roundsOf, settle } from './settle.ts';
import { campaigns, everyday, honestBursts, toLegs, world } from './traffic.ts';

/** The calls of all tests. */
const legs = traffic(21);
const rows = legs.map(({ row }) => row);

let engine: TestEngine;
/** Where they are judged as they are. */
let asIs: Store;
beforeAll(async () => {
  engine = await openTestEngine();
  asIs = await judged(rows);
});
afterAll(() => engine.stop());

function traffic(seed: number): Leg[] {
  const w = world(seed);
  return toLegs([...everyday(w, 10_000), ...honestBursts(w), ...campaigns(w)]);
}
const labelsOf = (legs: readonly Leg[]) =>
  legs.map(({ row, label }) => ({ carrier: row.carrier, call_id: row.call_id, campaign: label }));

async function judged(rows: readonly CdrRow[]): Promise<Store> {
  const target = await engine.freshStore();
  await store(target, rows);
  await settle(target);
  return target;
}

const member = z.object({ carrier: z.string(), call_id: z.string(), campaign_id: z.string() });
const membersQuery = defineQuery()({
  name: 'members',
  row: member,
  sql: 'SELECT carrier, call_id, campaign_id FROM campaign_calls',
});

/** The legs of each campaign, with names changed by `rename`. Campaigns' ids are left out. */
async function groupsOf(target: Store, rename: (name: string) => string): Promise<string[][]> {
  const rows = await target.query(membersQuery, {});
  return [...Map.groupBy(rows, (row) => row.campaign_id).values()]
    .map((own) => own.map((row) => `${rename(row.carrier)} ${rename(row.call_id)}`).sort())
    .sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}

const segmentsQuery = defineQuery()({
  name: 'segments as they were judged',
  row: z.record(z.string(), z.unknown()),
  sql: `SELECT * EXCEPT (build, calls_build, content) FROM segments_store
    WHERE (hour, build) IN (SELECT bucket, build FROM builds FINAL WHERE rollup = 'judge')
    ORDER BY hour, segment_id`,
});
/** Everything that is written of each segment, ordinary ones included. Builds, and the hash that has revisions in it, are left out. */
const segmentsOf = (target: Store) => target.query(segmentsQuery, {});

const figures = async (target: Store, rename: (name: string) => string) =>
  (await listCandidates(target))
    .map(({ evidence: e, ...c }) => ({
      event_time: c.event_time,
      origin: rename(c.origin_provider ?? ''),
      claimed: rename(c.claimed_origin ?? ''),
      entry: rename(c.entry_provider ?? ''),
      calls: e.calls,
      legs: e.legs,
      signals: e.signals,
    }))
    .sort((a, b) => a.calls - b.calls);

/** Another name for each name. Different names stay different, and their order changes. */
const renamed = (name: string) =>
  name === '' ? '' : `n${createHash('sha256').update(`other ${name}`).digest('hex').slice(0, 20)}`;

describe('what detection finds', () => {
  it('does not depend on how carriers, trunks, customers and calls are named', async () => {
    const others = rows.map((row) => ({
      ...row,
      carrier: renamed(row.carrier),
      call_id: renamed(row.call_id),
      upstream: renamed(row.upstream),
      downstream: renamed(row.downstream),
      ingress_trunk: renamed(row.ingress_trunk),
      customer: renamed(row.customer),
    }));
    const other = await judged(others);
    expect(await groupsOf(other, (name) => name)).toEqual(await groupsOf(asIs, renamed));
    expect(await figures(other, (name) => name)).toEqual(await figures(asIs, renamed));
    expect(await figures(asIs, renamed)).toHaveLength(4);
  });

  it('outlives its own examples', async () => {
    const shown = new Set(
      (await listCandidates(asIs)).flatMap(({ evidence }) =>
        evidence.examples.map(({ carrier, call_id }) => `${carrier} ${call_id}`),
      ),
    );
    expect(shown.size).toBeGreaterThan(0);
    const without = legs.filter(({ row }) => !shown.has(`${row.carrier} ${row.call_id}`));
    const again = await judged(without.map(({ row }) => row));
    const found = (await evaluate(again, labelsOf(without))).campaigns.map(({ campaign, found: is }) => [
      campaign,
      is,
    ]);
    expect(found).toEqual([
      ['dno', true],
      ['neighbor', true],
      ['one-number', true],
      ['pool', true],
    ]);
  });

  it('is the same where hours fill over rounds of one worker, and records are corrected meanwhile', async () => {
    const wrong = rows.map((row, i) =>
      i % 40 === 0 ? { ...row, revision: 0, ver: 0n, customer: 'somebody else' } : row,
    );
    const corrected = rows.filter((_, i) => i % 40 === 0);
    const target = await engine.freshStore();
    const round = roundsOf(target);
    for (const part of [0, 1, 2]) {
      await store(
        target,
        wrong.filter(({ called_number }) => called_number % 3 === part),
      );
      if (part === 2) await store(target, corrected);
      await settle(target, round);
    }
    const stored = await segmentsOf(target);
    expect(stored.length).toBeGreaterThan(20);
    expect(stored).toEqual(await segmentsOf(asIs));
    expect(await groupsOf(target, (name) => name)).toEqual(await groupsOf(asIs, (name) => name));
  });

  it('is the same with the day before stored and without it', async () => {
    const before = toLegs(everyday(world(24), 10_000)).map(({ row }) => ({
      ...row,
      call_id: `before ${row.call_id}`,
      start_time: row.start_time - dayMs,
      answer_time: row.answer_time === null ? null : row.answer_time - dayMs,
      end_time: row.end_time - dayMs,
    }));
    const both = await judged([...before, ...rows]);
    const as = (name: string) => name;
    expect(await groupsOf(both, as)).toEqual(await groupsOf(asIs, as));
    expect(await figures(both, as)).toEqual(await figures(asIs, as));
  });
});
