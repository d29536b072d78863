import { wilson } from '@ringtrace/cases/figures/interval';
import { readScorecard, readScorecards, type ScoreRow } from '@ringtrace/cases/providers/scorecard';
import { copyToStore } from '@ringtrace/cases/store/copy';
import { openTestStore, type TestStore } from '@ringtrace/local/test-services/store';
import { campaignDaysStore, measuredDays, providerDaysStore } from '@ringtrace/schemas/tables/measured-days';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endOfPeriod, handMadeLog, muchLater } from './hand-made.fixture.ts';

let scratch: TestStore;
beforeAll(async () => {
  scratch = await openTestStore();
  await copyToStore(handMadeLog(), scratch.store);
  await measured('2026-02-20T00:00:00Z', '2026-02-21T00:00:00Z', { legs: 400_000, suspicious_legs: 80 });
  // The same day once more, after late records.
  await measured('2026-02-20T00:00:00Z', '2026-04-20T00:00:00Z', { legs: 500_000, suspicious_legs: 100 });
});
afterAll(() => scratch.close());

/** A day of two members: o1 hands m1 and m2 legs. */
async function measured(
  day: string,
  at: string,
  { legs, suspicious_legs }: { legs: number; suspicious_legs: number },
): Promise<void> {
  const measured_at = Date.parse(at);
  const when = { day: Date.parse(day) / 1_000, measurement: legs };
  const seen = {
    provider: 'o1-west',
    role: 'unknown',
    signed_a: 10,
    signed_a_rightly: 6,
    signed_a_wrongly: 1,
    signed_a_elsewhere: 2,
  } as const;
  await scratch.store.insertRows(providerDaysStore, [
    { ...when, ...seen, member: 'm1', legs, suspicious_legs },
    { ...when, ...seen, member: 'm2', legs: 900, suspicious_legs: 0 },
  ]);
  await scratch.store.insertRows(campaignDaysStore, [
    {
      ...when,
      campaign_id: 'c-9',
      merged_from: ['c-0'],
      provider: 'o1-west',
      role: 'unknown',
      customer: '',
      legs: 5,
    },
  ]);
  await scratch.store.insertRows(measuredDays, [{ ...when, measured_at, seen: BigInt(legs) }]);
}

const of = (rows: readonly ScoreRow[], role: string) => rows.find((row) => row.role === role);
const nothing = { requests: 0, answered_in_time: 0, answered_late: 0, refused: 0, silent: 0, waiting: 0 };

describe('the scorecard equals a count by hand', () => {
  it('of a transit, by role: what records prove, what it answers, what is only claimed', async () => {
    const rows = await readScorecard(scratch.store, 't1', endOfPeriod);
    expect(rows.map(({ role }) => role).toSorted()).toEqual(['transit', 'unknown']);
    // tb-0 by record in February, tb-1 by its answer.
    expect(of(rows, 'transit')).toMatchObject({
      tracebacks: 2,
      tracebacks_proven: 1,
      tracebacks_answered: 1,
      tracebacks_claimed: 0,
      campaigns: 2,
      campaigns_proven: 1,
      months: 2,
      callers: 1,
      ...nothing,
      requests: 1,
      answered_in_time: 1,
      median_hours: 4,
    });
    // tb-4, which it refuses, tb-7 and tb-8.
    expect(of(rows, 'unknown')).toMatchObject({
      tracebacks: 3,
      tracebacks_claimed: 3,
      campaigns: 2,
      months: 2,
      callers: 0,
      ...nothing,
      requests: 1,
      refused: 1,
      median_hours: 24,
    });
  });

  it('of an origin under two ids: one card, with the caller counted once', async () => {
    const rows = await readScorecard(scratch.store, 'o1', endOfPeriod);
    // tb-0 by record and answer, tb-1 by answer as o1-west, tb-5 by record.
    expect(of(rows, 'originating')).toMatchObject({
      tracebacks: 3,
      tracebacks_proven: 2,
      tracebacks_answered: 1,
      campaigns: 2,
      campaigns_proven: 1,
      months: 2,
      callers: 1,
      ...nothing,
      requests: 1,
      answered_late: 1,
      median_hours: 72,
      callers_warned: 1,
      callers_checkable: 0,
      callers_repeated: 0,
      callers_campaign_again: 1,
    });
    expect(await readScorecard(scratch.store, 'o1-west', endOfPeriod)).toEqual([]);
  });

  it('of a silent provider, as it stood before and after its late answer', async () => {
    expect(await readScorecard(scratch.store, 's1', endOfPeriod)).toMatchObject([
      { role: 'unknown', tracebacks_claimed: 1, ...nothing, requests: 1, silent: 1, median_hours: null },
    ]);
    expect(await readScorecard(scratch.store, 's1', muchLater)).toMatchObject([
      {
        role: 'transit',
        tracebacks_answered: 1,
        ...nothing,
        requests: 1,
        answered_late: 1,
        median_hours: 744,
      },
    ]);
    expect(await readScorecard(scratch.store, 'n1', endOfPeriod)).toEqual([]);
    expect(await readScorecard(scratch.store, 'n1', muchLater)).toMatchObject([{ tracebacks_claimed: 1 }]);
  });

  it('has a rate with bounds, over the legs that were measured by then', async () => {
    const before = of(await readScorecard(scratch.store, 'o1', endOfPeriod), 'unknown');
    expect(before).toMatchObject({ legs: 400_900, suspicious_legs: 80, members: 2, members_suspicious: 1 });
    const bounds = wilson(80, 400_900);
    expect(before?.suspicious_per_million).toBeCloseTo((80 / 400_900) * 1e6, 6);
    expect(before?.suspicious_per_million_low).toBeCloseTo((bounds?.low ?? 0) * 1e6, 6);
    expect(before?.suspicious_per_million_high).toBeCloseTo((bounds?.high ?? 0) * 1e6, 6);
    expect(before).toMatchObject({
      signed_a: 20,
      signed_a_rightly: 12,
      signed_a_wrongly: 2,
      signed_a_elsewhere: 4,
    });
    const after = of(await readScorecard(scratch.store, 'o1', muchLater), 'unknown');
    expect(after).toMatchObject({ legs: 500_900, suspicious_legs: 100 });
  });

  it('counts no repeat before the records show one', async () => {
    const rows = await readScorecard(scratch.store, 'o1', Date.parse('2026-02-15T00:00:00Z'));
    expect(of(rows, 'originating')).toMatchObject({ callers_warned: 1, callers_campaign_again: 0, legs: 0 });
    expect(of(rows, 'originating')?.suspicious_per_million).toBeNull();
  });

  it('leaves withdrawn tracebacks out, and the view without a moment is that of now', async () => {
    const all = await readScorecards(scratch.store, muchLater);
    expect(all.map(({ provider }) => provider)).not.toContain('x1');
    expect(new Set(all.map(({ provider }) => provider))).toEqual(
      new Set(['m1', 't1', 'g1', 'o1', 'f1', 's1', 'n1']),
    );
    const result = await scratch.store.client.query({
      query:
        'SELECT * FROM provider_scorecard ORDER BY tracebacks DESC, suspicious_legs DESC, provider, role',
      format: 'JSONEachRow',
    });
    expect(await result.json()).toEqual(all);
  });

  it('counts a warned caller as a repeat only where the own records of its provider name it', async () => {
    const named = async (customer: string, day: string) => {
      const when = { day: Date.parse(day) / 1_000, measurement: 7 };
      await scratch.store.insertRows(campaignDaysStore, [
        {
          ...when,
          campaign_id: 'c-0',
          merged_from: [],
          provider: 'o1',
          role: 'originating',
          customer,
          legs: 3,
        },
      ]);
      await scratch.store.insertRows(measuredDays, [
        { ...when, measured_at: Date.parse('2026-06-01T00:00:00Z'), seen: 7n },
      ]);
      const rows = await readScorecard(scratch.store, 'o1', Date.parse('2026-06-02T00:00:00Z'));
      return of(rows, 'originating');
    };
    const another = { callers_warned: 1, callers_checkable: 1, callers_campaign_again: 1 };
    expect(await named('Umbrella', '2026-02-22T00:00:00Z')).toMatchObject({
      ...another,
      callers_repeated: 0,
    });
    expect(await named(' Acme', '2026-02-13T00:00:00Z')).toMatchObject({ ...another, callers_repeated: 0 });
    expect(await named(' Acme', '2026-02-14T00:00:00Z')).toMatchObject({ ...another, callers_repeated: 1 });
  });
});
