import type { CandidateRow, CandidateStatus } from '@ringtrace/schemas/tables/campaigns';
import { beforeEach, describe, expect, it } from 'vitest';
import { opened } from '../candidates/candidate.ts';
import { MemorySegments, storedSegment } from '../linking/memory-source.fixture.ts';
import { MemoryCampaigns } from './memory-campaigns.fixture.ts';
import { type Merge, mergeOf } from './merge.ts';

let segments: MemorySegments;
let store: MemoryCampaigns;
let merge: Merge;
/** The wall clock, ms since 1970. */
let now: number;
beforeEach(() => {
  now = 1_000_000;
  segments = new MemorySegments();
  store = new MemoryCampaigns(segments);
  merge = mergeOf(segments, store);
});

const one = 12_025_550_100;
const other = 12_025_550_199;
/** A number of its own customer, so that nothing but the number connects its hours. */
const of = (n: number, calling_number: number, more: Parameters<typeof storedSegment>[1] = {}) =>
  storedSegment(n, { calling_number, place_customer: `${calling_number}`, ...more });
/** Both numbers in one segment: a segment that has the callers of both. */
const both = (n: number) =>
  storedSegment(n, {
    segment_id: 'both',
    calling_number: 0,
    features: {
      callers: [one % 1_000_000, other % 1_000_000],
      several_origins: 800,
    },
  });
/** Judges the hours given, and merges. Returns how many campaigns changed. */
async function round(
  hours: Readonly<Record<number, Parameters<MemorySegments['judge']>[1]>>,
): Promise<number> {
  for (const [n, judged] of Object.entries(hours)) segments.judge(Number(n), judged);
  return merge(segments.due(...Object.keys(hours).map(Number)), now);
}
const onlyId = () => {
  const [id, ...more] = Object.keys(store.open());
  if (id === undefined || more.length > 0) throw new Error(`not one campaign: ${[id, ...more]}`);
  return id;
};
/** Opens every candidate that is pending. */
function openPending(at: number): void {
  for (const row of opened([...store.candidates.values()], at)) store.candidates.set(row.campaign_id, row);
}
const statusOf = (id: string) => [store.campaigns.get(id)?.status, store.candidates.get(id)?.status];

describe('a merge', () => {
  it('opens a campaign, with what its calls say, and its candidate is pending', async () => {
    expect(await round({ 5: [of(5, one)] })).toBe(1);
    const id = onlyId();
    expect(store.open()).toEqual({ [id]: [`s-5-${one}`] });
    expect(store.campaigns.get(id)).toMatchObject({ calls: 400, origin_provider: 'a', revision: 1 });
    expect(store.candidates.get(id)).toMatchObject({
      candidate_id: id.replace('c-', 't-'),
      status: 'pending',
      opened_at: 0,
      pending_since: now,
      calling_number: one,
      origin_provider: 'a',
      revision: 1,
    });
  });

  it('writes nothing where nothing changed, also after a restart', async () => {
    await round({ 5: [of(5, one)] });
    const before = structuredClone(store.written);
    expect(await merge(segments.due(5))).toBe(0);
    merge = mergeOf(segments, store);
    expect(await merge(segments.due(5))).toBe(0);
    expect(store.written).toEqual(before);
  });

  it('keeps the id as a campaign grows, and writes its next revision', async () => {
    await round({ 5: [of(5, one)] });
    const id = onlyId();
    expect(await round({ 4: [of(4, one)] })).toBe(1);
    expect(store.open()).toEqual({ [id]: [`s-4-${one}`, `s-5-${one}`] });
    expect(store.campaigns.get(id)).toMatchObject({ calls: 800, revision: 2 });
    expect(store.candidates.get(id)?.revision).toBe(2);
  });

  it('leaves a candidate as it is while its campaign grows: pending since the same time, or open since the same time', async () => {
    await round({ 5: [of(5, one)] });
    const id = onlyId();
    const pending_since = now;
    now += 60_000;
    await round({ 4: [of(4, one)] });
    expect(store.candidates.get(id)).toMatchObject({ status: 'pending', opened_at: 0, pending_since });
    openPending(now);
    const opened_at = now;
    now += 60_000;
    await round({ 6: [of(6, one)] });
    expect(store.candidates.get(id)).toMatchObject({ status: 'open', opened_at, pending_since });
  });

  it('withdraws a pending candidate, which has then never been open, and lets it wait anew when it comes back', async () => {
    await round({ 5: [of(5, one)] });
    const id = onlyId();
    await round({ 5: [] });
    expect(store.candidates.get(id)).toMatchObject({ status: 'withdrawn', opened_at: 0 });
    now += 60_000;
    await round({ 5: [of(5, one)] });
    expect(store.candidates.get(id)).toMatchObject({ status: 'pending', opened_at: 0, pending_since: now });
  });

  it('opens a closed candidate again without waiting', async () => {
    await round({ 5: [of(5, one)] });
    const id = onlyId();
    openPending(now);
    const candidate = store.candidates.get(id);
    if (candidate === undefined) throw new Error('a candidate was opened');
    store.candidates.set(id, { ...candidate, status: 'closed' });
    await round({ 5: [of(5, one, { calls: 410 })] });
    expect(store.candidates.get(id)).toMatchObject({ status: 'open', opened_at: now });
  });

  it('writes a campaign again where an hour of it was judged again, and its candidate only where that says something else', async () => {
    await round({ 5: [of(5, one)] });
    const id = onlyId();
    expect(await round({ 5: [of(5, one)] })).toBe(1);
    expect(store.campaigns.get(id)?.revision).toBe(2);
    expect(store.candidates.get(id)?.revision).toBe(1);
    expect(await round({ 5: [of(5, one, { calls: 410 })] })).toBe(1);
    expect(store.candidates.get(id)?.revision).toBe(2);
  });

  it.each(['pending', 'open'])(
    'makes one of two campaigns that a later hour connects, and merges the %s candidate of the other',
    async (status) => {
      await round({ 5: [of(5, one), of(5, other)] });
      if (status === 'open') openPending(now);
      const ids = Object.keys(store.open()).sort();
      expect(ids).toHaveLength(2);
      await round({ 6: [both(6)] });
      const id = onlyId();
      const [gone] = ids.filter((former) => former !== id);
      if (gone === undefined) throw new Error('one of the two stays');
      expect(ids).toContain(id);
      expect(store.open()[id]).toHaveLength(3);
      expect(store.campaigns.get(id)?.merged_from).toEqual([gone]);
      expect(store.campaigns.get(gone)).toMatchObject({ status: 'merged', merged_into: id });
      expect(statusOf(gone)).toEqual(['merged', 'merged']);
      expect(statusOf(id)).toEqual(['open', status]);
    },
  );

  describe('of two campaigns with candidates of different status', () => {
    /** Merges the two. `smaller` and `larger`: what becomes of the candidates before, by the order of the ids. */
    async function merged(
      before: Readonly<Record<'smaller' | 'larger', (row: CandidateRow) => CandidateRow>>,
    ) {
      await round({ 5: [of(5, one), of(5, other)] });
      const [small = '', large = ''] = Object.keys(store.open()).sort();
      for (const [id, change] of [[small, before.smaller] as const, [large, before.larger] as const]) {
        const candidate = store.candidates.get(id);
        if (candidate !== undefined) store.candidates.set(id, change(candidate));
      }
      now += 60_000;
      await round({ 6: [both(6)] });
      expect(onlyId()).toBe(small);
      return { small, large };
    }
    const same = (row: CandidateRow) => row;
    const openAt =
      (at: number) =>
      (row: CandidateRow): CandidateRow => ({ ...row, status: 'open', opened_at: at });
    const closedAt =
      (at: number) =>
      (row: CandidateRow): CandidateRow => ({ ...openAt(at)(row), status: 'closed' });
    const decided = (status: CandidateStatus) => (row: CandidateRow) => ({ ...row, status });

    it.each([
      ['open', openAt(7)],
      ['closed', closedAt(7)],
    ])('stays open where the pending one takes over the %s one', async (_, larger) => {
      const { small, large } = await merged({ smaller: same, larger });
      expect(store.candidates.get(small)).toMatchObject({ status: 'open', opened_at: 7 });
      expect(statusOf(large)).toEqual(['merged', 'merged']);
    });

    it('opens a withdrawn one that takes over an open one, since the earlier time', async () => {
      const smaller = (row: CandidateRow): CandidateRow => ({
        ...openAt(5)(row),
        status: 'withdrawn' as const,
      });
      const { small } = await merged({ smaller, larger: openAt(7) });
      expect(store.candidates.get(small)).toMatchObject({ status: 'open', opened_at: 5 });
    });

    it('stays open where the open one takes over the pending one', async () => {
      const { small } = await merged({ smaller: openAt(7), larger: same });
      expect(store.candidates.get(small)).toMatchObject({ status: 'open', opened_at: 7 });
    });

    it('is open since the earlier of two times', async () => {
      const { small } = await merged({ smaller: openAt(9), larger: openAt(7) });
      expect(store.candidates.get(small)).toMatchObject({ status: 'open', opened_at: 7 });
    });

    it('leaves what a person decided, and opens nothing for it', async () => {
      const { small } = await merged({ smaller: decided('dismissed'), larger: openAt(7) });
      expect(store.candidates.get(small)?.status).toBe('dismissed');
    });

    it('waits where the other one was decided', async () => {
      const { small, large } = await merged({ smaller: same, larger: decided('dismissed') });
      expect(statusOf(small)).toEqual(['open', 'pending']);
      expect(statusOf(large)).toEqual(['merged', 'dismissed']);
    });
  });

  it('splits a campaign whose connection goes: the larger part keeps the id', async () => {
    await round({ 5: [of(5, one, { calls: 500 }), of(5, other)], 6: [both(6)] });
    const id = onlyId();
    await round({ 6: [] });
    const open = store.open();
    expect(open[id]).toEqual([`s-5-${one}`]);
    expect(Object.keys(open)).toHaveLength(2);
    expect(Object.values(open).flat().sort()).toEqual([`s-5-${one}`, `s-5-${other}`]);
  });

  it('opens both again where two campaigns are no longer one', async () => {
    await round({ 5: [of(5, one), of(5, other, { calls: 500 })] });
    openPending(now);
    const before = store.open();
    await round({ 6: [both(6)] });
    const larger = onlyId();
    await round({ 6: [] });
    expect(store.open()).toEqual(before);
    for (const id of Object.keys(before))
      expect(statusOf(id)).toEqual(['open', id === larger ? 'open' : 'pending']);
  });

  it('withdraws a campaign whose segments are gone, and opens the same one again when they come back', async () => {
    await round({ 5: [of(5, one)] });
    const id = onlyId();
    openPending(now);
    const opened_at = now;
    expect(await round({ 5: [] })).toBe(1);
    expect(statusOf(id)).toEqual(['withdrawn', 'withdrawn']);
    expect(store.campaigns.get(id)).toMatchObject({ merged_into: '', revision: 2 });
    expect(await store.segmentCampaigns()).toEqual([]);
    expect(await merge(segments.due(5))).toBe(0);
    now += 60_000;
    await round({ 5: [of(5, one)] });
    expect(statusOf(id)).toEqual(['open', 'pending']);
    openPending(now);
    expect(store.candidates.get(id)).toMatchObject({ status: 'open', opened_at });
  });

  it('leaves what a person decided', async () => {
    await round({ 5: [of(5, one)] });
    const id = onlyId();
    const candidate = store.candidates.get(id);
    if (candidate === undefined) throw new Error('a candidate was opened');
    store.candidates.set(id, { ...candidate, status: 'confirmed' });
    await round({ 5: [of(5, one, { calls: 410 })] });
    expect(store.candidates.get(id)).toMatchObject({ status: 'confirmed', revision: 2 });
    await round({ 5: [] });
    expect(statusOf(id)).toEqual(['withdrawn', 'confirmed']);
  });

  it('keeps the id by the calls, where an hour is cut into other segments', async () => {
    await round({ 5: [of(5, one)] });
    const id = onlyId();
    store.former = [{ segment_id: 'cut anew', campaign_id: id }];
    await round({ 5: [of(5, one, { segment_id: 'cut anew' })] });
    expect(store.open()).toEqual({ [id]: ['cut anew'] });
  });

  it('lets an ordinary hour speak for a number', async () => {
    await round({ 5: [of(5, one)] });
    const id = onlyId();
    const calledBack = { calls: 4_000, asked_calls: 4_000, asked_called_back: 800, attested_a: 4_000 };
    const kind = { unproven: 0, attested_b: 0, answered: 3_000, short: 0, source_calls: 4_000 };
    await round({ 6: [of(6, one, { verdict: 'ordinary', features: { ...calledBack, ...kind } })] });
    expect(statusOf(id)).toEqual(['withdrawn', 'withdrawn']);
  });

  it('tries a campaign again whose calls could not be read', async () => {
    await round({ 5: [of(5, one)] });
    const id = onlyId();
    store.unread.add(id);
    await round({ 6: [of(6, one)] });
    expect(store.campaigns.get(id)).toMatchObject({ calls: 400, revision: 1 });
    store.unread.clear();
    expect(await merge(segments.due(6))).toBe(1);
    expect(store.campaigns.get(id)).toMatchObject({ calls: 800, revision: 2 });
  });

  it('gives the same campaigns whatever the order in which hours come', async () => {
    const hours = { 3: [of(3, one)], 4: [of(4, other)], 5: [of(5, one), of(5, other)], 6: [both(6)] };
    await round(hours);
    const atOnce = Object.values(store.open());
    segments = new MemorySegments();
    store = new MemoryCampaigns(segments);
    merge = mergeOf(segments, store);
    for (const n of [6, 4, 5, 3] as const) await round({ [n]: hours[n] });
    expect(Object.values(store.open())).toEqual(atOnce);
  });
});
