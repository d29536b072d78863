import { copyToStore } from '@ringtrace/cases/store/copy';
import { rereadTracebacks } from '@ringtrace/cases/work/tracebacks';
import { everyCandidate, listCandidates } from '@ringtrace/detect/candidates/stored-candidates';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openStack, type Stack } from '../ingest/stack.ts';
import { countByHand, countWithAllRecords, type Expected } from './by-hand.ts';
import type { TrueCall } from './half-reported.ts';
import { feedHalf, feedUnreported, type HalfReported } from './half-reported.ts';
import { type Played, playCasework } from './play.ts';
import { type Behaviour, behaviourOf, behaviours } from './script.ts';

const seed = 23;
const scriptSeed = 33;
/** One begins in the country, one abroad. */
const campaigns = ['one-number-blast', 'neighbour-spoof-from-abroad'] as const;
/** Calls of each that are traced. */
const traced = 80;

let stack: Stack;
let half: HalfReported;
let played: Played;

beforeAll(async () => {
  stack = await openStack();
  half = await feedHalf(stack, seed, 30_000);
  played = await playCasework({
    store: stack.store,
    half,
    campaigns: await Promise.all(campaigns.map(toPlay)),
    seed: scriptSeed,
    begin: Date.parse('2026-03-04T15:00:00Z'),
  });
  await copyToStore(played.log, stack.store);
});
afterAll(async () => {
  played?.log.close();
  await stack.stop();
});

/** The candidate of a campaign, and some of the campaign's calls. */
async function toPlay(campaign: string) {
  const calls = half.calls.filter((call) => call.campaign === campaign);
  const open = await listCandidates(stack.store, { ...everyCandidate, status: 'open' });
  const candidate = open.find(({ calling_number, called_number }) =>
    calls.some(({ calling, called }) => calling === calling_number && called === called_number),
  );
  if (candidate === undefined) throw new Error(`no candidate is open for ${campaign}`);
  return { candidate_id: candidate.candidate_id, calls: calls.slice(0, traced) };
}

const tracebacksAsOf = defineQuery<{ as_of: number }>()({
  name: 'tracebacks of the play',
  row: z.object({
    traceback_id: z.string(),
    outcome: z.string(),
    provider: z.string(),
    ask: z.string(),
    hops: z.array(z.string()),
  }),
  sql: `
SELECT t.traceback_id AS traceback_id, toString(t.outcome) AS outcome, t.provider AS provider, t.ask AS ask, h.told AS hops
FROM tracebacks_as_of(as_of = fromUnixTimestamp64Milli({as_of: Int64})) AS t
LEFT JOIN (
  SELECT traceback_id, arrayMap(one -> one.2, arraySort(groupArray((position,
    concat(toString(position), ' ', toString(role), ' ', provider, ' ', toString(basis)))))) AS told
  FROM hops_as_of(as_of = fromUnixTimestamp64Milli({as_of: Int64})) GROUP BY traceback_id
) AS h ON h.traceback_id = t.traceback_id`,
});

const scriptOf = (traceback_id: string) => {
  const call = played.calls.get(traceback_id);
  if (call === undefined) throw new Error(`no call of traceback ${traceback_id}`);
  return { call, script: (provider: string): Behaviour => behaviourOf(scriptSeed, call, provider) };
};

type Count = (call: TrueCall, script: (provider: string) => Behaviour) => Expected;
const early: Count = (call, script) => countByHand(call, script, half, false);
const atEnd: Count = (call, script) => countByHand(call, script, half, true);
const withAllRecords: Count = (call, script) => countWithAllRecords(call, script, half, atEnd(call, script));

const compared = ({ hops, outcome, provider }: Omit<Expected, 'asked'>) => ({ hops, outcome, provider });

/** Each traceback as the product has it at a moment, and as counted by hand. */
async function tracebacksAt(as_of: number, count: Count) {
  const rows = await stack.store.query(tracebacksAsOf, { as_of });
  expect(rows.length).toBe(traced * campaigns.length);
  const expected = rows.map(({ traceback_id }) => {
    const { call, script } = scriptOf(traceback_id);
    return count(call, script);
  });
  const found = rows.map(({ hops, outcome, ask, provider }) => ({
    hops,
    outcome,
    provider: ask || provider,
  }));
  return { found, expected: expected.map(compared), all: expected };
}

const outcomesOf = (all: readonly Pick<Expected, 'outcome'>[]) =>
  Object.fromEntries(
    [...Map.groupBy(all, ({ outcome }) => outcome)].map(([outcome, same]) => [outcome, same.length]),
  );

describe('a campaign of which half of the providers report', () => {
  it('has paths and outcomes as counted by hand before late answers come', async () => {
    const { found, expected } = await tracebacksAt(played.asOf.early, early);
    expect(found).toEqual(expected);
    expect(outcomesOf(expected)['']).toBeGreaterThan(0);
  });

  it('has paths and outcomes as counted by hand once all is over', async () => {
    const { found, expected } = await tracebacksAt(played.asOf.end, atEnd);
    expect(found).toEqual(expected);
    expect(Object.keys(outcomesOf(expected)).sort()).toEqual([
      'caller_identified',
      'disputed',
      'foreign',
      'no_record',
      'non_responsive',
      'refused',
    ]);
  });

  it('saw every kind of behavior', () => {
    const seen = new Set(
      [...played.calls.keys()].flatMap((id) => {
        const { call, script } = scriptOf(id);
        return countByHand(call, script, half, true)
          .asked.filter((provider) => call.path.includes(provider))
          .map(script);
      }),
    );
    expect([...seen].sort()).toEqual([...behaviours].sort());
  });

  it('asks nobody for a hop that records prove', async () => {
    const requests = played.log.read((r) =>
      [...played.calls.keys()].map((id) => r.linked('request', 'traceback_id', id)),
    );
    const { all } = await tracebacksAt(played.asOf.end, atEnd);
    expect(requests.flat().length).toBe(all.flatMap(({ asked }) => asked).length);
    const hops = all.flatMap((one) => one.hops);
    const proven = hops.filter((hop) => /record$|both$/.test(hop)).length;
    expect(proven / hops.length).toBeGreaterThan(0.5);
  });

  it('follows records that come after all answers, and leaves earlier dates as they were', async () => {
    await feedUnreported(stack, [...played.calls.values()]);
    played.pass(60_000);
    await rereadTracebacks(played.desk, { name: 'ringtrace', reason: '' }, 0);
    await copyToStore(played.log, stack.store);
    const now = await tracebacksAt(played.desk.now(), withAllRecords);
    expect(now.found).toEqual(now.expected);
    const [first, then] = [
      await tracebacksAt(played.asOf.early, early),
      await tracebacksAt(played.asOf.end, atEnd),
    ];
    expect(first.found).toEqual(first.expected);
    expect(then.found).toEqual(then.expected);
    expect(outcomesOf(now.all)).not.toEqual(outcomesOf(then.all));
  });
});
