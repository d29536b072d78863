import { openLog } from '@ringtrace/cases/log/log';
import { copyToStore } from '@ringtrace/cases/store/copy';
import { seenCandidate } from '@ringtrace/cases/verdicts/queries';
import { giveVerdict, takeBackVerdict } from '@ringtrace/cases/verdicts/verdict';
import { openCampaignCase } from '@ringtrace/cases/work/cases';
import { deskOf } from '@ringtrace/cases/worker/desk';
import { numberFacts } from '@ringtrace/console/server/queries/campaign-numbers';
import type { campaignRoute } from '@ringtrace/console/server/routes/campaign/campaign';
import type { campaignExamplesRoute } from '@ringtrace/console/server/routes/campaign/examples';
import type { campaignNumbersRoute } from '@ringtrace/console/server/routes/campaign/numbers';
import type { campaignOutcomesRoute } from '@ringtrace/console/server/routes/campaign/outcomes';
import type { campaignPaceRoute } from '@ringtrace/console/server/routes/campaign/pace';
import type { campaignPathsRoute } from '@ringtrace/console/server/routes/campaign/paths';
import type { campaignSimilarRoute } from '@ringtrace/console/server/routes/campaign/similar';
import type { campaignList } from '@ringtrace/console/server/routes/campaigns';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { loadConfig } from '@ringtrace/platform/config';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from '../detect/engine.ts';
import { store as storeRows } from '../detect/feed.ts';
import { settle } from '../detect/settle.ts';
import { burst, campaigns, everyday, randomNumber, recorded, toLegs, world } from '../detect/traffic.ts';
import { askConsole } from './campaign-office.ts';

type Out<R extends { readonly shapes?: { readonly out: unknown } }> = NonNullable<R['shapes']>['out'];
const threeDaysMs = 3 * 86_400_000;

let engine: TestEngine;
let store: Store;
let ask: ReturnType<typeof askConsole>;
const log = openLog(':memory:');

/**
 * Five campaigns of one hour, and one of these once more three days later. By this seed nobody redials within seconds: there tracing
 * tells calls apart that stitching mixes.
 */
beforeAll(async () => {
  engine = await openTestEngine();
  store = await engine.freshStore();
  const w = world(11, 2);
  const reader = randomNumber(w.random);
  const again = burst(w, {
    label: 'again',
    calls: 700,
    from: 'south',
    customer: 'readers',
    attestation: () => 'C',
    callers: () => reader,
    talkS: recorded(w.random, 0.35, 0.6, 24),
    dno: true,
  });
  const calls = [
    ...everyday(w, 4_000),
    ...campaigns(w),
    ...again,
    ...again.map((call) => ({ ...call, at: call.at + threeDaysMs })),
  ];
  await storeRows(
    store,
    toLegs(calls).map(({ row }) => row),
  );
  await settle(store);
  ask = askConsole(store, log);
});
afterAll(async () => {
  log.close();
  await engine.stop();
});

/** The answer of a route. Its shape was checked on the server. */
async function answer<R extends { readonly shapes?: { readonly out: unknown } }>(
  path: string,
): Promise<Out<R>> {
  const response = await ask(path);
  expect([path, response.status]).toEqual([path, 200]);
  return response.json();
}

const listed = (query = '') => answer<typeof campaignList.json>(`/campaigns${query}`);
const idsOf = async () => (await listed()).items.map(({ campaign_id }) => campaign_id);

/** Facts of a campaign's calls by the kept calls of detection, which no query of the console reads. */
const byKeptCalls = `
  SELECT * FROM stitched_calls
  WHERE (minute, build) IN (SELECT minute, build FROM stitched_minutes FINAL)
    AND lower(hex(call_key)) IN (SELECT call_key FROM campaign_calls WHERE campaign_id = {id: String})`;
const counts = z.tuple([z.array(z.number()), z.array(z.number())]);
const named = z.tuple([z.array(z.string()), z.array(z.number())]);

/** Pairs of a list of keys and a list of counts. */
const pairs = <K>([keys, values]: readonly [readonly K[], readonly number[]]) =>
  keys.map((key, i) => [key, values[i]] as const);
const sum = (values: readonly number[]) => values.reduce((total, n) => total + n, 0);

const keptCalls = defineQuery<{ id: string }>()({
  name: 'facts of the kept calls of a campaign',
  row: z.object({
    calls: z.number(),
    answered: z.number(),
    short: z.number(),
    seconds: counts,
    letters: named,
    by_minute: counts,
    calling: counts,
    called: counts,
    numbers: z.number(),
    neighbor: z.number(),
    carriers: named,
    proven: named,
    claimed: named,
  }),
  sql: `
SELECT count() AS calls, countIf(k.answered) AS answered, countIf(k.answered AND duration_s <= 6) AS short,
  sumMapIf([toUInt32(least(duration_s, 120))], [toUInt64(1)], k.answered) AS seconds,
  sumMap([toString(attestation)], [toUInt64(1)]) AS letters,
  sumMap([toUnixTimestamp(toStartOfMinute(start_time)) * 1000], [toUInt64(1)]) AS by_minute,
  sumMap([toUInt32(toUInt64OrZero(substring(toString(calling_number), 2, 3)))], [toUInt64(1)]) AS calling,
  sumMap([toUInt32(toUInt64OrZero(substring(toString(called_number), 2, 3)))], [toUInt64(1)]) AS called,
  uniqExact(calling_number) AS numbers,
  countIf(substring(toString(calling_number), 1, 7) = substring(toString(called_number), 1, 7)) AS neighbor,
  sumMap(arrayDistinct(k.carriers), arrayMap(c -> toUInt64(1), arrayDistinct(k.carriers))) AS carriers,
  sumMap([toString(origin_provider)], [toUInt64(1)]) AS proven, sumMap([toString(claimed_origin)], [toUInt64(1)]) AS claimed
FROM (${byKeptCalls}) AS k`,
});

async function kept(id: string) {
  const [row] = await store.query(keptCalls, { id });
  if (row === undefined) throw new Error(`no calls of ${id}`);
  return row;
}

describe('figures of a campaign', () => {
  it('count the same calls by time as the records do, and what was ordinary as the judge did', async () => {
    const ordinary = defineQuery<{ id: string }>()({
      name: 'ordinary calls by hour',
      row: z.object({ at: z.number(), calls: z.number(), all: z.number(), ordinary: z.number() }),
      sql: `
SELECT toUnixTimestamp(hour) * 1000 AS at, sum(s.calls) AS calls,
  sum(JSONExtractUInt(s.features, 'features', 'calls')) AS all,
  sum(JSONExtract(s.features, 'features', 'outcomes', 2, 'Array(Float64)')[
      indexOf(JSONExtract(s.features, 'features', 'outcomes', 1, 'Array(UInt8)'), 61)]
    / JSONExtract(s.features, 'baseline', 'outcome', 'Array(Float64)')[62]) AS ordinary
FROM segments AS s
WHERE segment_id IN (SELECT segment_id FROM campaign_segments_store FINAL WHERE campaign_id = {id: String})
GROUP BY hour ORDER BY hour`,
    });
    const ids = await idsOf();
    expect(ids.length).toBeGreaterThanOrEqual(5);
    for (const id of ids) {
      const pace = await answer<typeof campaignPaceRoute>(`/campaigns/${id}/pace`);
      const { by_minute } = await kept(id);
      expect(pace.step_s).toBe(60);
      expect(pace.steps.filter(({ calls }) => calls > 0).map(({ at, calls }) => [at, calls])).toEqual(
        pairs(by_minute),
      );
      // Minutes without calls are there, too.
      expect(pace.steps.map(({ at }, i) => at - (pace.steps[0]?.at ?? 0) - i * 60_000)).toEqual(
        pace.steps.map(() => 0),
      );
      const expected = await store.query(ordinary, { id });
      expect(pace.hours.map(({ at, calls, all }) => ({ at, calls, all }))).toEqual(
        expected.map(({ at, calls, all }) => ({ at, calls, all })),
      );
      for (const [i, hour] of pace.hours.entries())
        expect(hour.ordinary).toBeCloseTo(expected[i]?.ordinary ?? -1, 6);
    }
  });

  it('count outcomes and attestation as detection counts its kept calls', async () => {
    for (const id of await idsOf()) {
      const outcomes = await answer<typeof campaignOutcomesRoute>(`/campaigns/${id}/outcomes`);
      const { calls, answered, short, seconds, letters } = await kept(id);
      expect(outcomes.calls).toBe(calls);
      expect(outcomes.answered.value).toBeCloseTo(answered / calls);
      expect(outcomes.answered.low).toBeLessThan(outcomes.answered.value);
      expect(outcomes.answered.high).toBeGreaterThan(outcomes.answered.value);
      expect(outcomes.short).toMatchObject({ of: answered, value: expect.closeTo(short / answered) });
      const bins = outcomes.bins.map((_, bin) =>
        sum(pairs(seconds).flatMap(([s, n]) => (Math.floor(s / 2) === bin ? [n ?? 0] : []))),
      );
      expect(outcomes.bins).toEqual(bins);
      const byLetter = Map.groupBy(outcomes.attested, ({ attestation }) => attestation);
      expect([...byLetter].map(([letter, own]) => [letter, sum(own.map((one) => one.calls))]).sort()).toEqual(
        pairs(letters).toSorted(),
      );
      expect(sum(outcomes.callers.map((one) => one.calls))).toBe(calls);
    }
  });

  it('mark the message of a recording', async () => {
    const { items } = await listed('?q=south&sort=-calls');
    const recordedOf24 = await Promise.all(
      items.map(({ campaign_id }) =>
        answer<typeof campaignOutcomesRoute>(`/campaigns/${campaign_id}/outcomes`),
      ),
    );
    expect(recordedOf24.map(({ message }) => message)).toContainEqual({
      from: 24,
      to: 26,
      share: expect.closeTo(1, 1),
    });
  });

  it('count numbers, area codes and carriers as detection counts its kept calls', async () => {
    for (const id of await idsOf()) {
      const shown = await answer<typeof campaignNumbersRoute>(`/campaigns/${id}/numbers`);
      const { calls, calling, called, numbers, neighbor, carriers } = await kept(id);
      const byArea = (areas: typeof shown.called_areas) =>
        areas.map(({ area, calls: n }) => [area, n] as const).toSorted(([a], [b]) => a - b);
      expect(byArea(shown.called_areas)).toEqual(pairs(called));
      expect(byArea(shown.calling_areas)).toEqual(pairs(calling));
      expect(shown.facts).toMatchObject({ calls, numbers, neighbor });
      expect(shown.carriers.map(({ carrier, calls: n }) => [carrier, n] as const).toSorted()).toEqual(
        pairs(carriers).toSorted(),
      );
      expect(sum(shown.top.map((one) => one.calls))).toBeLessThanOrEqual(calls);
      expect(shown.top[0]?.calls).toBe(shown.facts.most);
    }
  });

  it('are 0 where no record of the calls is stored any more', async () => {
    const hour = Math.floor(Date.UTC(2026, 2, 3, 12) / 1_000);
    const gone = { campaign: 'c-0000000000000000', first: hour, last: hour + 3_600 };
    expect(await store.query(numberFacts, gone)).toEqual([
      { calls: 0, numbers: 0, withheld: 0, most: 0, neighbor: 0, exchanges: 0, in_sequence: 0 },
    ]);
  });

  it('name the way in which numbers are chosen', async () => {
    const { items } = await listed();
    const found = await Promise.all(
      items.map(async ({ campaign_id }) => {
        const { pattern } = await answer<typeof campaignNumbersRoute>(`/campaigns/${campaign_id}/numbers`);
        return pattern;
      }),
    );
    expect(found).toEqual(expect.arrayContaining(['one number', 'neighbor', 'random', 'sequence']));
  });

  it('draw the way of every call: hand-overs that both sides report are proven', async () => {
    const both = defineQuery<{ id: string }>()({
      name: 'hand-overs that both sides report',
      row: z.object({ from: z.string(), to: z.string(), calls: z.number() }),
      sql: `
SELECT toString(a.carrier) AS from, toString(b.carrier) AS to, uniqExact(m.call_key) AS calls
FROM cdr AS a
INNER JOIN campaign_calls AS m ON m.carrier = a.carrier AND m.call_id = a.call_id AND m.start_time = a.start_time
INNER JOIN campaign_calls AS n ON n.call_key = m.call_key
INNER JOIN cdr AS b ON n.carrier = b.carrier AND n.call_id = b.call_id AND n.start_time = b.start_time
WHERE m.campaign_id = {id: String} AND n.campaign_id = {id: String}
  AND a.downstream = b.carrier AND b.upstream = a.carrier AND a.carrier != b.carrier
GROUP BY from, to ORDER BY from, to`,
    });
    for (const id of await idsOf()) {
      const paths = await answer<typeof campaignPathsRoute>(`/campaigns/${id}/paths`);
      const { calls, proven, claimed } = await kept(id);
      expect(paths).toMatchObject({ calls, traced: calls });
      const drawn = Map.groupBy(
        paths.links.filter((link) => link.proven),
        ({ from, to }) => `${from} ${to}`,
      );
      expect([...drawn].map(([pair, own]) => [pair, sum(own.map((link) => link.calls))]).toSorted()).toEqual(
        (await store.query(both, { id })).map(({ from, to, calls: n }) => [`${from} ${to}`, n]),
      );
      const origins = (of: 'proven_origin' | 'claimed_origin') =>
        [
          ...Map.groupBy(
            paths.nodes.filter((node) => node[of] > 0),
            ({ provider }) => provider,
          ),
        ]
          .map(([provider, own]) => [provider, sum(own.map((node) => node[of]))] as const)
          .toSorted();
      const known = (some: z.infer<typeof named>) =>
        pairs(some)
          .filter(([name]) => name !== '')
          .toSorted();
      expect(origins('proven_origin')).toEqual(known(proven));
      expect(origins('claimed_origin')).toEqual(known(claimed));
      expect(sum(paths.nodes.map(({ ended }) => ended))).toBe(calls);
      expect(sum(paths.terminating.map((one) => one.calls))).toBe(calls);
    }
  });
});

describe('the page of a campaign', () => {
  it('says what is suspected and why, by the id of the candidate or the campaign', async () => {
    const [first] = (await listed('?sort=-score')).items;
    const byCampaign = await answer<typeof campaignRoute>(`/campaigns/${first?.campaign_id}`);
    expect(await answer<typeof campaignRoute>(`/campaigns/${first?.candidate_id}`)).toEqual(byCampaign);
    expect(byCampaign).toMatchObject({ status: 'open', verdict: null, cases: [], events: [] });
    expect(byCampaign.suspected.length).toBeGreaterThan(2);
    expect(byCampaign.evidence.score).toBeCloseTo(byCampaign.score, 2);
    expect((await ask('/campaigns/t-none')).status).toBe(404);
  });

  it('hides called numbers, and notes who reads them in full', async () => {
    const [first] = (await listed()).items;
    const path = `/campaigns/${first?.candidate_id}/examples`;
    const hidden = await answer<typeof campaignExamplesRoute>(path);
    const shown = await answer<typeof campaignExamplesRoute>(`${path}?numbers=true&reason=a+call`);
    expect(hidden.items.length).toBe(shown.items.length);
    for (const [i, { called_number, legs, hops }] of hidden.items.entries()) {
      expect(String(called_number)).toMatch(/^\d+xxxx$/);
      expect(legs.length).toBe(hops.filter(({ reported }) => reported).length);
      expect(JSON.stringify(hidden)).not.toContain(String(shown.items[i]?.called_number));
    }
    expect(log.rowsAfter(0, 100).map(({ type, reason }) => [type, reason])).toContainEqual([
      'numbers_read',
      'a call',
    ]);
  });

  it('finds the same caller of another day, and says why it is similar', async () => {
    const { items } = await listed('?origin=south&sort=first_seen');
    const later = items.at(-1);
    const similar = await answer<typeof campaignSimilarRoute>(`/campaigns/${later?.campaign_id}/similar`);
    const twin = similar.items[0];
    expect(similar.total).toBe(similar.items.length);
    expect(twin?.reasons).toEqual([
      '1 calling number in common',
      'the same origin: south (proven)',
      'a message of about the same length: 24 s',
    ]);
    expect(Date.parse(later?.first_seen ?? '') - Date.parse(twin?.first_seen ?? '')).toBe(threeDaysMs);
    // The other campaign of this origin shares its origin alone.
    expect(similar.items.slice(1).map(({ reasons }) => reasons[0])).toContain(
      'the same origin: south (proven)',
    );
  });

  it('shows verdicts, cases and what people did', async () => {
    const [first] = (await listed('?sort=calls')).items;
    const seen = await seenCandidate(store, first?.candidate_id ?? '');
    if (seen === undefined) throw new Error('there is no candidate');
    const anna = { name: 'anna', reason: 'the recording names a bank' };
    giveVerdict(log, { ...seen, verdict: 'confirmed', callers: [] }, anna);
    await copyToStore(log, store);
    const config = loadConfig({ RINGTRACE_HOME: '/nonexistent' });
    const { candidate_id } = seen;
    await openCampaignCase(deskOf({ log, store, config }), anna, {
      candidate_id,
      title: '',
      category: 'bank',
    });
    const page = await answer<typeof campaignRoute>(`/campaigns/${candidate_id}`);
    expect(page).toMatchObject({
      status: 'confirmed',
      revision: seen.revision + 1,
      verdict: { verdict: 'confirmed', by: 'anna', taught: 0, version: 1 },
      cases: [{ category: 'bank', candidate_id }],
    });
    expect(page.events.map(({ what, who }) => [what, who])).toEqual([
      ['confirmed', 'anna'],
      ['case opened', 'anna'],
    ]);
    expect((await listed('?status=confirmed')).items.map((one) => one.candidate_id)).toEqual([candidate_id]);
    takeBackVerdict(log, candidate_id, anna);
    await copyToStore(log, store);
    expect(await answer<typeof campaignRoute>(`/campaigns/${candidate_id}`)).toMatchObject({
      status: 'open',
    });
  });
});

describe('the list of campaigns', () => {
  it('has every campaign, and says how many the filters let through', async () => {
    const all = await listed();
    const stored = defineQuery()({
      name: 'campaigns',
      row: z.object({ campaign_id: z.string(), calls: z.number() }),
      sql: 'SELECT campaign_id, calls FROM campaigns ORDER BY calls DESC, campaign_id',
    });
    const expected = await store.query(stored, {});
    expect(all.total).toBe(expected.length);
    const byCalls = await listed('?sort=-calls');
    expect(byCalls.items.map(({ campaign_id, calls }) => ({ campaign_id, calls }))).toEqual(expected);
    const page = await listed('?sort=-calls&limit=2&offset=1');
    expect(page.total).toBe(expected.length);
    expect(page.items.map(({ campaign_id }) => campaign_id)).toEqual(
      expected.slice(1, 3).map(({ campaign_id }) => campaign_id),
    );
  });

  it.each([
    ['a score', '?min_score=0.95', (one: Listed) => one.score >= 0.95],
    ['calls', '?min_calls=800', (one: Listed) => one.calls >= 800],
    [
      'an origin',
      '?origin=south',
      (one: Listed) => [one.origin_provider, one.claimed_origin].includes('south'),
    ],
    ['a range', '?from=2026-03-12T00:00:00Z', (one: Listed) => one.last_seen >= '2026-03-12'],
    ['a range that ended', '?to=2026-03-11T00:00:00Z', (one: Listed) => one.first_seen < '2026-03-11'],
  ])('is filtered by %s', async (_, query, keep) => {
    const all = (await listed('?sort=calls')).items;
    const filtered = await listed(`${query}&sort=calls`);
    expect(filtered.items).toEqual(all.filter(keep));
    expect(filtered.items.length).toBeGreaterThan(0);
    expect(filtered.items.length).toBeLessThan(all.length);
  });

  it('is searched by a calling number that any of its calls shows, in any form', async () => {
    const { items } = await listed();
    const random = items.find(({ calling_numbers }) => calling_numbers > 100);
    const { top } = await answer<typeof campaignNumbersRoute>(`/campaigns/${random?.campaign_id}/numbers`);
    const digits = String(top.at(-1)?.calling_number);
    const found = await listed(`?q=${encodeURIComponent(`+1 (${digits.slice(1, 4)}) ${digits.slice(4)}`)}`);
    expect(found.items.map(({ campaign_id }) => campaign_id)).toEqual([random?.campaign_id]);
    expect((await listed('?q=12025550000')).total).toBe(0);
    expect((await listed(`?q=${items[0]?.candidate_id}`)).items).toEqual(items.slice(0, 1));
  });

  it('is a CSV file that says its filter', async () => {
    const response = await ask('/campaigns.csv?origin=south&sort=-calls');
    const lines = (await response.text()).trim().split('\n');
    expect(lines[1]).toContain('origin=south');
    expect(lines.length).toBe(1 + (await listed('?origin=south')).total);
  });
});

/** Last, for it empties the store. */
describe('sections of a campaign', () => {
  const sections = ['', '/pace', '/outcomes', '/paths', '/numbers', '/examples', '/similar', '/callers'];

  it.each([
    ['records', ['cdr_store']],
    ['lists of calls', ['segment_calls_store', 'stitched_calls', 'stitched_minutes']],
    ['segments', ['segments_store']],
  ])('are all answered after the %s went', async (_, tables) => {
    const ids = await idsOf();
    expect(ids.length).toBeGreaterThan(0);
    for (const table of tables) await store.command(`TRUNCATE TABLE ${table}`);
    for (const id of ids) for (const section of sections) await answer(`/campaigns/${id}${section}`);
  });

  it('say of the numbers that no record is left, and name no pattern', async () => {
    const [id] = await idsOf();
    const shown = await answer<typeof campaignNumbersRoute>(`/campaigns/${id}/numbers`);
    expect(shown).toMatchObject({
      pattern: 'unknown',
      words: 'No records are stored of calls that count to this campaign.',
      facts: { calls: 0, in_sequence: 0 },
      top: [],
    });
  });
});

type Listed = Out<typeof campaignList.json>['items'][number];
