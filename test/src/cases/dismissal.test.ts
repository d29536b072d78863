import { casesApi } from '@ringtrace/cases/api/app';
import { keptPackages } from '@ringtrace/cases/api/kept-packages';
import { rights } from '@ringtrace/cases/api/rights';
import { storeOffice } from '@ringtrace/cases/api/store-office';
import { verifyLog } from '@ringtrace/cases/audit/verify';
import { openLog } from '@ringtrace/cases/log/log';
import { copyToStore } from '@ringtrace/cases/store/copy';
import { callersOfCampaign } from '@ringtrace/cases/verdicts/callers';
import { livePrecision, seenCandidate } from '@ringtrace/cases/verdicts/queries';
import { giveVerdict, takeBackVerdict } from '@ringtrace/cases/verdicts/verdict';
import { deskOf } from '@ringtrace/cases/worker/desk';
import { listCandidates } from '@ringtrace/detect/candidates/stored-candidates';
import { publishDue } from '@ringtrace/detect/worker/publish';
import type { Store } from '@ringtrace/platform/clickhouse';
import { loadConfig } from '@ringtrace/platform/config';
import { dayMs } from '@ringtrace/schemas/durations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestEngine, type TestEngine } from '../detect/engine.ts';
import { store } from '../detect/feed.ts';
import type { Attempt } from '../detect/network.ts';
import { settle } from '../detect/settle.ts';
import { burst, everyday, randomNumber, recorded, toLegs, type World, world } from '../detect/traffic.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.stop());

const anna = { name: 'anna', reason: 'reminders of a school district' };
const later = (attempts: readonly Attempt[]) => attempts.map((call) => ({ ...call, at: call.at + dayMs }));

/** Short recorded calls of one number. */
const reminders = (w: World, number: number, from: { customer: string; from: string; via?: string[] }) =>
  burst(w, {
    label: '',
    calls: 900,
    attestation: () => 'C',
    callers: () => number,
    talkS: recorded(w.random, 0.35, 0.6, 24),
    dno: true,
    ...from,
  });
const school = { from: 'south', customer: 'school' };

async function fed(target: Store, attempts: readonly Attempt[]): Promise<void> {
  await store(
    target,
    toLegs(attempts).map(({ row }) => row),
  );
  await settle(target);
}

const statuses = async (target: Store) =>
  (await listCandidates(target)).map(({ status, calling_number, origin_provider, claimed_origin }) => ({
    status,
    calling_number,
    origin: origin_provider ?? claimed_origin,
  }));

async function theOne(target: Store) {
  const [candidate] = await listCandidates(target);
  const seen = await seenCandidate(target, candidate?.candidate_id ?? '');
  if (seen === undefined) throw new Error('there is no candidate');
  return seen;
}

/** A store in which the school's calls opened a candidate, and a person dismissed it. */
async function dismissed(w: World, number: number) {
  const target = await engine.freshStore();
  const log = openLog(':memory:');
  await fed(target, [...everyday(w, 3_000), ...reminders(w, number, school)]);
  const open = await statuses(target);
  const seen = await theOne(target);
  const callers = await callersOfCampaign(target, seen.campaign_id);
  giveVerdict(log, { ...seen, verdict: 'dismissed', callers: callers.flatMap(({ known }) => known) }, anna);
  await copyToStore(log, target);
  const atOnce = await statuses(target);
  await settle(target);
  return { target, log, open, callers, atOnce };
}

describe('the API', () => {
  it('lists a candidate, and shows its evidence with called numbers masked', async () => {
    const w = world(41, 1);
    const number = randomNumber(w.random);
    const { target, log } = await dismissed(w, number);
    const config = loadConfig({ RINGTRACE_HOME: '/nonexistent' });
    const app = casesApi({
      office: storeOffice(deskOf({ log, store: target, config }), target, {
        checkLog: async (_, head) => verifyLog(log, head),
        copied: async () => {},
        measured: async () => {},
        packages: keptPackages({ home: '/nonexistent', log, store: target, feeds: undefined }),
      }),
      callerOf: () => ({ name: 'anna', may: new Set(rights) }),
      changed: async () => {},
      failed: (error) => {
        throw error;
      },
    });
    const get = async (path: string) => {
      const response = await app.request(`/api/v1${path}`, { headers: { authorization: 'Bearer x' } });
      return z.record(z.string(), z.unknown()).parse(await response.json());
    };
    const { candidate_id } = await theOne(target);
    expect(await get('/candidates?status=dismissed&origin_provider=south')).toMatchObject({
      total: 1,
      items: [{ candidate_id, calling_number: String(number), origin_provider: 'south' }],
      next: null,
    });
    expect(await get('/candidates?status=open')).toMatchObject({ total: 0 });
    const shown = await get(`/candidates/${candidate_id}`);
    expect(shown).toMatchObject({ candidate_id, status: 'dismissed' });
    expect(shown['called_number']).toMatch(/^\d+xxxx$/);
    const full = await get(`/candidates/${candidate_id}?numbers=true`);
    expect(JSON.stringify(shown)).not.toContain(String(full['called_number']));
    expect(await get(`/candidates/${candidate_id}/verdict`)).toMatchObject({
      verdict: { verdict: 'dismissed' },
    });
  });
});

describe('a dismissed candidate', () => {
  const w = world(41, 1);
  const number = randomNumber(w.random);

  it('teaches its caller: the same calls stay silent, and a campaign that steals the number is opened', async () => {
    const { target, open, callers, atOnce } = await dismissed(w, number);
    const ofSchool = { calling_number: number, origin: 'south' };
    expect(open).toEqual([{ status: 'open', ...ofSchool }]);
    expect(callers).toMatchObject([{ who: 'customer school of south', calls: 900 }]);
    expect(atOnce).toEqual([{ status: 'dismissed', ...ofSchool }]);
    expect(await statuses(target)).toEqual([{ status: 'dismissed', ...ofSchool }]);

    await fed(target, later([...everyday(w, 3_000), ...reminders(w, number, school)]));
    expect(await statuses(target)).toEqual([{ status: 'dismissed', ...ofSchool }]);

    const thief = { from: 'offshore', via: ['gateway'], customer: 'x' };
    await fed(target, later(reminders(w, number, thief)));
    expect(await statuses(target)).toContainEqual({
      status: 'open',
      calling_number: number,
      origin: 'offshore',
    });
    expect(await statuses(target)).toContainEqual({ status: 'dismissed', ...ofSchool });
  });

  it('opens again where the verdict is taken back', async () => {
    const { target, log } = await dismissed(w, number);
    takeBackVerdict(log, (await theOne(target)).candidate_id, { name: 'ben', reason: 'no school calls so' });
    await copyToStore(log, target);
    await settle(target);
    expect(await statuses(target)).toMatchObject([{ status: 'open' }]);
  });

  it('is published with each verdict', async () => {
    const { target, log } = await dismissed(w, number);
    const published: unknown[] = [];
    const publish = async (events: readonly { value: string }[]) => {
      published.push(...events.map(({ value }): unknown => JSON.parse(value)));
    };
    await publishDue(target, publish);
    expect(published).toMatchObject([{ status: 'dismissed' }]);
    expect(await publishDue(target, publish)).toBe(0);
    const seen = await theOne(target);
    giveVerdict(log, { ...seen, verdict: 'confirmed', callers: [] }, anna, 1);
    await copyToStore(log, target);
    await publishDue(target, publish);
    expect(published.at(-1)).toMatchObject({ status: 'confirmed', revision: seen.revision + 1 });
    expect(await livePrecision(target)).toMatchObject([{ confirmed: 1, dismissed: 0, right: { value: 1 } }]);
  });
});
