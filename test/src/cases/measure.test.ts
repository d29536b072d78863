import { questionsFound, questionsOfCall } from '@ringtrace/cases/providers/attestation/found';
import { clickHouseTime } from '@ringtrace/cases/providers/click-house-time';
import { measureDays } from '@ringtrace/cases/providers/measure/measure';
import { openTestStore, type TestStore } from '@ringtrace/local/test-services/store';
import {
  campaignSegmentsStore,
  campaignsStore,
  segmentCallsStore,
  segmentsStore,
} from '@ringtrace/schemas/tables/campaigns';
import { arrivals } from '@ringtrace/schemas/tables/cdr';
import { providerStore, referenceVersions } from '@ringtrace/schemas/tables/reference';
import { builds } from '@ringtrace/schemas/tables/rollups';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let scratch: TestStore;
const clock = { now: Date.parse('2026-03-04T00:00:00Z') };
const day = Date.parse('2026-03-03T00:00:00Z');
const at = (time: string) => Date.parse(`2026-03-03T${time}Z`);
const same = (id: string) => id;

beforeAll(async () => {
  scratch = await openTestStore();
  await scratch.store.insertRows(providerStore, [
    provider('o1', ['111A'], 'US'),
    provider('t1', ['222B'], 'US'),
    provider('f1', ['333C'], 'GB'),
  ]);
  await scratch.store.insertRows(referenceVersions, [
    { kind: 'providers', version: 1, digest: 'd', valid_from: 0, loaded_at: 0, source: 'f', entries: 3 },
  ]);
  // The campaign's call: o1's customer makes it, t1 signs it with A, m1 ends it.
  await leg('o1', 'k1-o1', at('10:00:00'), {
    upstream: 'o1',
    downstream: 't1',
    customer: 'acme',
    ...signed('t1', '222B'),
  });
  await leg('m1', 'k1-m1', at('10:00:01'), { upstream: 't1', downstream: 'm1', ...signed('t1', '222B') });
  // Ordinary calls: one that its origin signs rightly, and one from abroad with a number that nobody calls with.
  await leg('m1', 'k2-m1', at('11:00:00'), {
    upstream: 'o1',
    downstream: 'm1',
    calling_ocn: '111A',
    ...signed('o1', '111A'),
  });
  await leg('m1', 'k3-m1', at('12:00:00'), {
    upstream: 'f1',
    downstream: 'm1',
    foreign_entry: true,
    dno: true,
    ...signed('f1', '333C'),
  });
  // A caller of t1 whose number o1 holds: callers may have numbers of several providers.
  await leg('m1', 'k5-m1', at('14:00:00'), {
    upstream: 't1',
    downstream: 'm1',
    calling_ocn: '111A',
    improper_attestation: true,
    ...signed('t1', '222B'),
  });
  await arrived(5);
  await suspicious('k1', [
    ['o1', 'k1-o1', at('10:00:00')],
    ['m1', 'k1-m1', at('10:00:01')],
  ]);
});
afterAll(() => scratch.close());

const provider = (provider_id: string, ocns: string[], country: string) =>
  ({
    digest: 'd',
    provider_id,
    name: provider_id,
    ocns,
    member: false,
    country,
    rmd: 'listed',
    shaken: 'complete',
  }) as const;
const signed = (signer: string, signer_ocn: string) => ({
  signer,
  signer_ocn,
  attestation: 'A',
  verstat: 'passed',
});
const calling_number = 12_025_550_100;
const called_number = 13_125_550_111;

const leg = (carrier: string, call_id: string, start: number, said: Record<string, string | boolean>) =>
  scratch.store.client.insert({
    table: 'cdr_store',
    format: 'JSONEachRow',
    clickhouse_settings: { date_time_input_format: 'best_effort', optimize_on_insert: 0 },
    values: [
      {
        carrier,
        call_id,
        start_time: new Date(start).toISOString(),
        end_time: new Date(start + 5_000).toISOString(),
        calling_number,
        called_number,
        calling_valid: true,
        called_valid: true,
        ...said,
      },
    ],
  });
const arrived = (cdrs: number) =>
  scratch.store.insertRows(arrivals, [{ carrier: 'm1', minute: at('10:00:00') / 1_000, cdrs }]);

/** Legs of one call that a judged hour has in a campaign, which took another one in. */
async function suspicious(call: string, legs: readonly (readonly [string, string, number])[]): Promise<void> {
  const hour = at('10:00:00') / 1_000;
  const [first] = legs;
  await scratch.store.insertRows(
    segmentCallsStore,
    legs.map(([carrier, call_id, start_time]) => ({
      hour,
      build: 1,
      segment_id: 's-1',
      call_key: call,
      call_start: first?.[2] ?? 0,
      carrier,
      call_id,
      start_time,
      calling_number,
      called_number,
    })),
  );
  await scratch.store.insertRows(campaignSegmentsStore, [
    { segment_id: 's-1', campaign_id: 'c-1', revision: 1, hour, calls_build: 1, legs_build: 1 },
  ]);
  await scratch.store.insertRows(builds, [
    { rollup: 'judge', carrier: '', bucket: hour, build: 1, arrivals: 4 },
  ]);
  await scratch.store.command(
    `INSERT INTO ${segmentsStore.name} (hour, build, segment_id, calls_build, verdict) VALUES (${hour}, 1, 's-1', 1, 'suspicious')`,
  );
  await scratch.store.command(
    `INSERT INTO ${campaignsStore.name} (campaign_id, revision, status, merged_from) VALUES ('c-1', 1, 'open', ['c-0'])`,
  );
}

const ask = async (sql: string): Promise<unknown> => {
  const result = await scratch.store.client.query({ query: sql, format: 'JSONEachRow' });
  return result.json();
};
const providerDays = (asOf: number) =>
  ask(
    `SELECT provider, role, member, legs, suspicious_legs AS bad, signed_a AS a, signed_a_rightly AS rightly, signed_a_wrongly AS wrongly, signed_a_elsewhere AS elsewhere FROM provider_days_as_of(as_of = '${clickHouseTime(asOf)}') ORDER BY provider, toString(role)`,
  );

describe('a measured day', () => {
  const first = [
    {
      provider: 'f1',
      role: 'foreign',
      member: 'm1',
      legs: 1,
      bad: 0,
      a: 1,
      rightly: 0,
      wrongly: 1,
      elsewhere: 0,
    },
    {
      provider: 'm1',
      role: 'gateway',
      member: 'm1',
      legs: 1,
      bad: 0,
      a: 0,
      rightly: 0,
      wrongly: 0,
      elsewhere: 0,
    },
    {
      provider: 'm1',
      role: 'terminating',
      member: 'm1',
      legs: 3,
      bad: 1,
      a: 0,
      rightly: 0,
      wrongly: 0,
      elsewhere: 0,
    },
    {
      provider: 'o1',
      role: 'originating',
      member: 'o1',
      legs: 1,
      bad: 1,
      a: 0,
      rightly: 0,
      wrongly: 0,
      elsewhere: 0,
    },
    {
      provider: 'o1',
      role: 'unknown',
      member: 'm1',
      legs: 1,
      bad: 0,
      a: 1,
      rightly: 1,
      wrongly: 0,
      elsewhere: 0,
    },
    {
      provider: 't1',
      role: 'unknown',
      member: 'm1',
      legs: 2,
      bad: 1,
      a: 2,
      rightly: 0,
      wrongly: 0,
      elsewhere: 1,
    },
  ];

  it('has the legs of each provider by role and member', async () => {
    expect(await measureDays(scratch.store, { now: () => clock.now })).toBe(1);
    expect(await providerDays(clock.now)).toEqual(first);
    expect(await ask('SELECT * EXCEPT day FROM campaign_days ORDER BY provider')).toEqual(
      [
        ['m1', 'terminating', ''],
        ['o1', 'originating', 'acme'],
        ['t1', 'unknown', ''],
      ].map(([id, role, customer]) => ({
        campaign_id: 'c-1',
        merged_from: ['c-0'],
        provider: id,
        role,
        customer,
        legs: 1,
      })),
    );
  });

  it('is measured again once its records change, and an earlier moment keeps what it had', async () => {
    expect(await measureDays(scratch.store, { now: () => clock.now })).toBe(0);
    const before = clock.now;
    clock.now += 3_600_000;
    await leg('m1', 'k4-m1', at('13:00:00'), { upstream: 'o1', downstream: 'm1' });
    await arrived(1);
    const rests = { now: () => clock.now, restMs: 3_600_001 };
    expect(await measureDays(scratch.store, rests)).toBe(0);
    expect(await measureDays(scratch.store, { now: () => clock.now })).toBe(1);
    expect(await providerDays(before)).toEqual(first);
    expect(await providerDays(clock.now)).toEqual(
      first.map((row) =>
        (row.provider === 'o1' && row.role === 'unknown') || row.role === 'terminating'
          ? { ...row, legs: row.legs + 1 }
          : row,
      ),
    );
    expect(await providerDays(day)).toEqual([]);
  });

  it('tells which signatures raise questions, of campaigns and of one call', async () => {
    const period = {
      from: clickHouseTime(day),
      to: clickHouseTime(day + 86_400_000),
      as_of: clickHouseTime(clock.now),
    };
    const found = await questionsFound(scratch.store, period, same);
    expect(found).toMatchObject([
      {
        kind: 'signer_not_origin',
        signer: 't1',
        calls: 1,
        example: { campaign_id: 'c-1', carrier: 'o1', call_id: 'k1-o1' },
      },
    ]);
    const call = { calling_number, called_number, call_time: at('10:00:00'), window_s: 60 };
    const [question, ...more] = await questionsOfCall(scratch.store, call, same);
    expect(question).toMatchObject({ kind: 'signer_not_origin', signer: 't1' });
    expect(more).toEqual([]);
    // Nothing proves where the call from abroad began; its number is asked about.
    const fromAbroad = await questionsOfCall(scratch.store, { ...call, call_time: at('12:00:00') }, same);
    expect(fromAbroad.map(({ kind }) => kind)).toEqual(['spoofed_with_a']);
    // Under one name, signer and origin are the same provider.
    expect(await questionsFound(scratch.store, period, (id) => (id === 't1' ? 'o1' : id))).toEqual([]);
  });

  it('is not measured again once its CDRs were removed, whatever is measured anew', async () => {
    const before = await providerDays(clock.now);
    clock.now += 3_600_000;
    await arrived(1);
    await scratch.store.command(`ALTER TABLE cdr_store DROP PARTITION '20260303'`);
    expect(await measureDays(scratch.store, { now: () => clock.now })).toBe(0);
    expect(await providerDays(clock.now)).toEqual(before);
  });
});
