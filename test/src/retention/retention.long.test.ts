import { ref } from '@ringtrace/cases/model/ids';
import { graceMs } from '@ringtrace/cases/retention/keepers';
import { lookAhead, runRetention } from '@ringtrace/cases/retention/run';
import { oneShard, shardsOf } from '@ringtrace/cases/retention/shards';
import { copyToStore } from '@ringtrace/cases/store/copy';
import { endHolds, holdCase } from '@ringtrace/cases/work/cases';
import { listCandidates } from '@ringtrace/detect/candidates/stored-candidates';
import { judgeAgain } from '@ringtrace/detect/rollups/touch';
import { verifyRollups } from '@ringtrace/detect/rollups/verify';
import { traceCalls } from '@ringtrace/detect/trace/trace';
import { detectBacklog } from '@ringtrace/detect/worker/backlog';
import { tick } from '@ringtrace/detect/worker/tick';
import type { Store } from '@ringtrace/platform/clickhouse';
import { periodsOf } from '@ringtrace/platform/retention-settings';
import { retentionHorizons } from '@ringtrace/schemas/tables/retention';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestEngine, type TestEngine } from '../detect/engine.ts';
import { store as storeRows } from '../detect/feed.ts';
import { conclusions } from '../detect/snapshot.ts';
import { everyday, toLegs, world } from '../detect/traffic.ts';
import { caseOfFirst, counsel, nothingElse } from './case.ts';
import { deskOver, drops, identities, judgedDay, membersStored, readings, stored } from './dropped.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.stop());

async function judged(): Promise<Store> {
  const store = await engine.freshStore();
  await judgedDay(store);
  return store;
}

describe('a day of CDRs that is past its period', () => {
  it('goes, and what candidates cite is read as before; nothing is judged anew', async () => {
    const store = await judged();
    const desk = deskOver(store);
    const before = await readings(store);
    const found = await conclusions(store);
    const all = await stored(store);
    const whole = await identities(store);
    expect(before.length).toBeGreaterThan(0);

    // The first run only writes the horizon down; the second one comes before workers must have learned of it.
    expect((await desk.run()).noted.map(({ kind }) => kind)).toEqual(['cdr']);
    desk.now += 60_000;
    expect((await desk.run()).dropped).toEqual([]);
    expect(await stored(store)).toEqual(all);
    desk.now += 10 * 60_000;
    // A worker that was told to end begins with no further partition.
    const ending = AbortSignal.abort();
    expect(await runRetention({ ...desk.retention, signal: ending })).toEqual({ noted: [], dropped: [] });
    expect(await stored(store)).toEqual(all);
    const { dropped } = await desk.run();

    const left = await stored(store);
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(all.length / 2);
    expect(dropped.map(({ table }) => table)).toEqual(['arrivals', 'cdr_store']);
    expect(await readings(store)).toEqual(before);
    expect(await tick(store)).toMatchObject({ rebuiltBuckets: 0, judgedHours: 0, changedCampaigns: 0 });
    expect(await conclusions(store)).toEqual(found);
    expect(await verifyRollups(store)).toEqual([]);

    const events = desk.log.read((r) => r.ids('retention').flatMap((id) => r.events(ref('retention', id))));
    expect(events.filter(({ type }) => type === 'horizon_noted').map(({ data }) => data)).toEqual([
      {
        kind: 'cdr',
        horizon: Date.UTC(2026, 2, 25),
        whole_from: Date.UTC(2026, 2, 24),
        setting: 'RINGTRACE_RETENTION_CDR_DAYS=5',
      },
    ]);
    expect(events.map(({ data }) => data)).toContainEqual({
      table: 'cdr_store',
      kind: 'cdr',
      partition: 20260310,
      records: all.length - left.length,
      kept: left.length,
      setting: 'RINGTRACE_RETENTION_CDR_DAYS=5',
    });
    expect((await drops(store)).filter(({ table }) => table === 'cdr_store')).toEqual([
      { table: 'cdr_store', identities: whole - (await identities(store)), state: 'done' },
    ]);
    // What is left is no work for the next run.
    desk.now += 60_000;
    expect((await desk.run()).dropped).toEqual([]);
    expect(await stored(store)).toEqual(left);
  });

  it('is not built or judged again, whatever comes late, and a call of it that was not kept is denied by nobody', async () => {
    const store = await judged();
    const desk = deskOver(store);
    const [first] = await listCandidates(store);
    await desk.drop();
    const left = await stored(store);
    const found = await conclusions(store);

    // As from a worker that had not learned of the horizon. The last provider of each call has reported nothing.
    const cut = everyday(world(43), 60).flatMap((attempt) => {
      const legs = toLegs([attempt]).map(({ row }) => row);
      return legs.length > 1 ? [legs.slice(0, -1)] : [];
    });
    const strays = cut.flat();
    const asked = cut.flatMap(([leg]) =>
      leg === undefined
        ? []
        : [{ calling: leg.calling_number, called: leg.called_number, time: leg.start_time }],
    );
    const denials = async () =>
      (await traceCalls(store, asked)).flatMap(({ path }) =>
        (path?.contradictions ?? []).filter(({ kind }) => kind === 'no record'),
      );
    await storeRows(store, strays);
    await judgeAgain(store, [first?.calling_number ?? 0]);
    expect(await detectBacklog(store)).toMatchObject({ dirtyMinutes: 0, dirtyWindows: 0 });
    expect(await tick(store)).toMatchObject({ rebuiltBuckets: 0, judgedHours: 0 });
    expect(await conclusions(store)).toEqual(found);
    expect(await denials()).toEqual([]);
    // The same calls are denied where nobody knows that records went.
    await store.command(`CREATE TABLE horizons_aside AS ${retentionHorizons.name}`);
    await store.command(`INSERT INTO horizons_aside SELECT * FROM ${retentionHorizons.name}`);
    await store.command(`TRUNCATE TABLE ${retentionHorizons.name}`);
    expect((await denials()).length).toBeGreaterThan(0);
    await store.command(`INSERT INTO ${retentionHorizons.name} SELECT * FROM horizons_aside`);
    // They are stored, so that nothing is lost, and go with the next run.
    expect((await stored(store)).length).toBeGreaterThan(left.length);
    desk.now += 60_000;
    await desk.run();
    expect(await stored(store)).toEqual(left);
  });

  it.each(['before', 'after'] as const)(
    'goes whole or not at all where a process ends %s the step',
    async (when) => {
      const store = await judged();
      const all = await stored(store);
      const whole = await identities(store);
      let broken = true;
      const breaking: Store = {
        ...store,
        async command(sql, ...rest) {
          const isStep = broken && sql.includes('REPLACE PARTITION');
          if (isStep && when === 'before') throw new Error('killed');
          await store.command(sql, ...rest);
          if (isStep) throw new Error('killed');
        },
      };
      const [shard] = oneShard(breaking).all;
      if (shard === undefined) throw new Error('there is one shard');
      const desk = deskOver(store, { shards: shardsOf([shard]) });
      const before = await readings(store);
      await expect(desk.drop()).rejects.toThrow('killed');
      const half = await stored(store);
      if (when === 'before') expect(half).toEqual(all);
      expect(await readings(store)).toEqual(before);

      broken = false;
      desk.now += 60_000;
      await desk.run();
      const left = await stored(store);
      expect(left.length).toBeLessThan(all.length / 2);
      expect(await readings(store)).toEqual(before);
      expect((await drops(store)).filter(({ table }) => table === 'cdr_store')).toEqual([
        { table: 'cdr_store', identities: whole - (await identities(store)), state: 'done' },
      ]);
      const noted = desk.log.read((r) => r.ids('retention').map((id) => r.load(ref('retention', id))?.state));
      expect(
        noted.filter((one) => one !== undefined && 'table' in one && one.table === 'cdr_store'),
      ).toHaveLength(1);
    },
  );
});

describe('a legal hold', () => {
  it('keeps every member leg of the campaign while it is in force, and no longer', async () => {
    const store = await judged();
    const desk = deskOver(store, {
      periods: periodsOf({ RINGTRACE_RETENTION_CDR_DAYS: 5, RINGTRACE_RETENTION_CAMPAIGN_DAYS: 5 }),
    });
    const { id, campaign_id } = await caseOfFirst(store, desk);
    holdCase(
      { ...nothingElse, log: desk.log, now: () => desk.now },
      counsel,
      { id },
      true,
      desk.now + 3_600_000,
    );
    await copyToStore(desk.log, store);
    expect((await lookAhead(desk.retention)).keepers).toMatchObject([{ case_id: id, why: 'legal hold' }]);
    await desk.drop();
    const members = await membersStored(store);
    const held = members.find((one) => one.campaign_id === campaign_id);
    expect(held?.members).toBeGreaterThan(100);
    expect(held?.stored).toBe(held?.members);
    for (const other of members.filter((one) => one !== held))
      expect(other.stored).toBeLessThan(other.members);

    desk.now += 3_600_000;
    expect(endHolds({ log: desk.log, now: () => desk.now })).toEqual([id]);
    // Who released it by mistake can hold it again: its records are there for some weeks.
    const { dropped } = await desk.run();
    expect(dropped.filter(({ table }) => table === 'cdr_store')).toEqual([]);
    expect(await membersStored(store)).toEqual(members);
    expect((await lookAhead(desk.retention)).keepers).toMatchObject([
      { case_id: id, why: 'lately released', held: true },
    ]);

    desk.now += graceMs + 1;
    await desk.run();
    const released = (await membersStored(store)).find((one) => one.campaign_id === campaign_id);
    expect(released?.stored).toBeLessThan(held?.members ?? 0);
    expect(released?.stored).toBeGreaterThan(0);
  });
});
