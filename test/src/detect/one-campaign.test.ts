import { explain } from '@ringtrace/detect/candidates/explain';
import { type Candidate, listCandidates } from '@ringtrace/detect/candidates/stored-candidates';
import { evaluate } from '@ringtrace/detect/evaluate/evaluate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestEngine, type TestEngine } from './engine.ts';
import { store } from './feed.ts';
import type { Attempt, Leg } from './network.ts';
import { settle } from './settle.ts';
import { burst, everyday, randomNumber, recorded, toLegs, type World, world } from './traffic.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openTestEngine();
});
afterAll(() => engine.stop());

const labelsOf = (legs: readonly Leg[]) =>
  legs.map(({ row, label }) => ({ carrier: row.carrier, call_id: row.call_id, campaign: label }));

/** The candidates of some traffic, and how far they hold its campaigns. */
async function found(attempts: readonly Attempt[]) {
  const legs = toLegs(attempts);
  const target = await engine.freshStore();
  await store(
    target,
    legs.map(({ row }) => row),
  );
  await settle(target);
  return { candidates: await listCandidates(target), evaluation: await evaluate(target, labelsOf(legs)) };
}

/** Two hours of a campaign from abroad that shows a new domestic number, of nobody in particular, for each call. */
const campaign = (w: World) =>
  burst(w, {
    label: 'one',
    calls: 2_400,
    minutes: 120,
    from: 'offshore',
    via: ['gateway', 'transit1'],
    customer: 'x',
    attestation: () => 'C',
    callers: () => randomNumber(w.random),
    talkS: recorded(w.random, 0.35, 0.55, 27),
    fromAbroad: 'PH',
  });

const inOrder = (attempts: readonly Attempt[]) => attempts.toSorted((a, b) => a.at - b.at);

/** A few hundred numbers of one list, in turn, so that each is shown again some minutes later. */
function rotating(w: World, attempts: readonly Attempt[], count: number): Attempt[] {
  const numbers = Array.from({ length: count }, () => randomNumber(w.random));
  return inOrder(attempts).map((attempt, i) => ({ ...attempt, calling: numbers[i % count] ?? 0 }));
}

const changes: Readonly<Record<string, (w: World, attempts: readonly Attempt[]) => Attempt[]>> = {
  'without a change': (_, attempts) => [...attempts],
  'that dials a block of numbers in sequence, with twenty numbers of its own': (w, attempts) => {
    const first = randomNumber(w.random);
    return rotating(w, attempts, 20).map((attempt, i) => ({ ...attempt, called: first + i }));
  },
  'that changes its upstream after half of its calls': (_, attempts) =>
    inOrder(attempts).map((attempt, i) =>
      i < attempts.length / 2 ? attempt : { ...attempt, path: ['overseas', ...attempt.path.slice(1)] },
    ),
  'that rotates sixty numbers': (w, attempts) => rotating(w, attempts, 60),
  'that takes a new number after every sixty calls': (w, attempts) => {
    const numbers = Array.from({ length: 40 }, () => randomNumber(w.random));
    return inOrder(attempts).map((attempt, i) => ({ ...attempt, calling: numbers[Math.floor(i / 60)] ?? 0 }));
  },
};

describe('a campaign', () => {
  it.each(Object.entries(changes))('%s is one candidate', async (_, change) => {
    const w = world(31);
    const { candidates, evaluation } = await found([...everyday(w, 8_000), ...change(w, campaign(w))]);
    expect(candidates).toHaveLength(1);
    expect(evaluation.campaigns).toMatchObject([{ campaign: 'one', found: true, candidates: 1 }]);
    expect(evaluation.campaigns[0]?.recall).toBeGreaterThan(0.85);
    expect(evaluation.candidates[0]?.purity).toBeGreaterThan(0.95);
  });
});

/** The lines of `explain` that name several patterns. */
const namedPatterns = (candidate: Candidate | undefined) =>
  candidate === undefined ? [] : explain(candidate).filter((line) => line.startsWith('  ? '));

describe('two campaigns behind one gateway in the same hours', () => {
  const through = (w: World, label: string, messageS: number, callers: (called: number) => number) =>
    burst(w, {
      label,
      calls: 1_500,
      minutes: 100,
      from: 'offshore',
      via: ['gateway'],
      customer: 'x',
      attestation: () => 'C',
      callers,
      talkS: recorded(w.random, 0.4, 0.4, messageS),
      fromAbroad: 'PH',
    });

  it('are two candidates where their callers are of two classes', async () => {
    const w = world(32);
    const neighbor = (called: number) => Math.floor(called / 10_000) * 10_000 + w.random.below(10_000);
    const { candidates, evaluation } = await found([
      ...everyday(w, 8_000),
      ...through(w, 'neighbors', 22, neighbor),
      ...through(w, 'random', 45, () => randomNumber(w.random)),
    ]);
    expect(evaluation.campaigns).toMatchObject([
      { campaign: 'neighbors', found: true },
      { campaign: 'random', found: true },
    ]);
    expect(candidates.map(namedPatterns)).toEqual([[], []]);
  });

  it('are one candidate that names both messages where the records do not tell them apart', async () => {
    const w = world(33);
    const { candidates } = await found([
      ...everyday(w, 8_000),
      ...through(w, 'short', 22, () => randomNumber(w.random)),
      ...through(w, 'long', 45, () => randomNumber(w.random)),
    ]);
    expect(candidates).toHaveLength(1);
    const [candidate] = candidates;
    expect(candidate?.evidence.patterns.messages).toHaveLength(2);
    expect(candidate?.evidence.highest_score).toBeLessThan(0.8);
    expect(namedPatterns(candidate).join()).toMatch(
      /several message lengths: of the calls heard for longer, \d+% end near \d\d s, \d+% end near \d\d s/,
    );
  });
});
