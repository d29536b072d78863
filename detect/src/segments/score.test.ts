import { describe, expect, it } from 'vitest';
import { features } from '../features/features.fixture.ts';
import type { Features } from '../features/features.ts';
import { storedSegment } from '../linking/memory-source.fixture.ts';
import { ordinaryBaseline as ordinary } from './baseline.fixture.ts';
import { excessOver, histogramOf } from './excess.ts';
import { judgeTogether } from './judge-together.ts';
import { readSegment } from './judged-segment.ts';
import { judgeSegment } from './score.ts';

const verdict = (more: Partial<Features>) => judgeSegment({ ...features, ...more }, ordinary).verdict;
const allA = { attested_a: 400, attested_b: 0, unproven: 0 };

describe('judging a busy number', () => {
  it('finds a blast', () => expect(verdict({})).toBe('suspicious'));

  it('lets a number go that is called back and vouched for, however many and alike its calls are', () => {
    expect(['weak', 'ordinary']).toContain(verdict({ ...allA, asked_called_back: 12 }));
  });

  it('opens nothing on volume and a recording alone', () => {
    const notice = { ...allA, answered: 280, short: 20, called_back: 0 };
    const outcomes: Features['outcomes'] = [
      [0, 2, 15],
      [120, 20, 260],
    ];
    expect(verdict({ ...notice, outcomes })).toBe('weak');
    expect(verdict({ ...notice, attested_a: 0, outcomes })).not.toBe('suspicious');
  });

  it('asks for more of all else where only attestation speaks against the caller', () => {
    const only = { unproven: 400, attested_b: 0, asked_called_back: 2 };
    const weaker = { ...only, short: 48 };
    const score = (more: Partial<Features>) => judgeSegment({ ...features, ...more }, ordinary).score;
    expect(score(weaker)).toBeGreaterThan(2);
    expect(score(weaker)).toBeLessThan(3);
    expect(verdict(weaker)).toBe('possible');
    expect(verdict({ ...weaker, several_origins: 400 })).toBe('suspicious');
    expect(score(only)).toBeGreaterThan(3);
    expect(verdict(only)).toBe('suspicious');
  });

  it('blames no caller for its behavior alone, nor for a number that it brought along', () => {
    const silent = {
      place: 'proven' as const,
      place_provider: 'a',
      attested_b: 0,
      unproven: 0,
      asked_called_back: 3,
    };
    expect(verdict(silent)).toBe('weak');
    expect(verdict({ ...silent, improper: 400 })).toBe('weak');
    expect(verdict({ ...silent, asked_called_back: 0 })).toBe('suspicious');
  });

  it('holds the missing of call-backs against nobody where the feeds show none at all', () => {
    const missing = (calledBack: number) =>
      judgeSegment(features, { ...ordinary, calledBack }).evidence.find((e) => e.name === 'call_backs')
        ?.contribution;
    expect([0, 0.005].map(missing)).toEqual([0, 0]);
    expect(missing(0.01)).toBeGreaterThan(0);
    expect(missing(0.01)).toBeLessThan(missing(0.03) ?? 0);
  });

  it('holds call-backs in favor of nobody who shows a number that never places calls: its holder is called back', () => {
    const protection = (dno: number) =>
      judgeSegment({ ...features, dno, asked_called_back: 12 }, ordinary).evidence.find(
        (e) => e.name === 'call_backs',
      )?.contribution;
    expect(protection(100)).toBeLessThan(-1);
    expect(protection(300)).toBe(0);
  });

  it('rises with what speaks for a campaign and falls with what speaks against', () => {
    const score = (more: Partial<Features>) => judgeSegment({ ...features, ...more }, ordinary).score;
    const pure = score({ unproven: 0, attested_b: 400 });
    expect(score({ unproven: 400, attested_b: 0 })).toBeGreaterThan(pure);
    expect(score({})).toBeGreaterThan(pure);
    expect(score({ dno: 400 })).toBeGreaterThan(score({}));
    expect(score({ short: 20 })).toBeLessThan(score({}));
    expect(score({ asked_called_back: 20 })).toBeLessThan(score({}));
    expect(score({ repeated: 300, called_numbers: 150 })).toBeLessThan(score({}));
  });

  it('is the sum of its evidence', () => {
    const { score, evidence } = judgeSegment(features, ordinary);
    expect(score).toBeCloseTo(-4 + evidence.reduce((sum, e) => sum + e.contribution, 0), 10);
  });
});

describe('judging an hour of a few calls', () => {
  /** So many calls of one source, none answered. */
  const few = (calls: number, caller: Partial<Features>) =>
    verdict({
      ...{
        kind: 'source',
        number: 0,
        place: 'claimed',
        place_provider: 'far',
        caller_class: 'unproven',
        calls,
        called_numbers: calls,
      },
      ...{ answered: 0, short: 0, attested_b: 0, unproven: 0, source_calls: calls, asked_calls: calls },
      ...{ outcomes: [[0], [calls]], seconds: [[], []], calling_numbers: calls },
      ...caller,
    });
  const madeUp = (calls: number) =>
    few(calls, { caller_class: 'unusable', unusable: calls, foreign: calls, unproven: calls });

  it('keeps them only where they are strong by themselves', () => {
    expect([3, 4, 7, 8].map(madeUp)).toEqual(['ordinary', 'possible', 'possible', 'possible']);
    expect([4, 7, 8].map((calls) => few(calls, {}))).toEqual(['ordinary', 'ordinary', 'weak']);
  });
});

describe('judging numbers that are made up', () => {
  const calls = 1_000;
  /** Answered like any other calls, and heard for long: nothing but the numbers speaks against the caller. */
  const source: Partial<Features> = {
    ...{ kind: 'source', number: 0, place: 'claimed', place_provider: 'far', caller_class: 'unassigned' },
    ...{ calls, called_numbers: calls, source_calls: calls, asked_calls: calls, unheld: calls },
    ...{ answered: 400, short: 40, attested_b: 0, unproven: 0, callers: [], blocks: [], seconds: [[], []] },
    outcomes: [Array.from({ length: 21 }, (_, bin) => bin), [600, ...Array.from({ length: 20 }, () => 20)]],
  };
  const of = (more: Partial<Features>) => {
    const { verdict: said, evidence } = judgeSegment({ ...features, ...source, ...more }, ordinary);
    return [said, evidence.find(({ name }) => name === 'many_made_up_numbers')?.contribution];
  };

  it('suspects hundreds of them, and not a few that are shown over and over', () => {
    expect(of({ calling_numbers: 990 })).toEqual(['suspicious', 2]);
    expect(of({ calling_numbers: 128 })).toEqual(['possible', 0]);
    expect(of({ calling_numbers: 60 })).toEqual(['possible', 0]);
  });

  it('counts the numbers by doublings', () => {
    const few: Partial<Features> = {
      ...{ calls: 140, called_numbers: 140, unheld: 140, answered: 0, short: 0 },
      outcomes: [[0], [140]],
    };
    expect(of({ ...few, calling_numbers: 128 })[1]).toBeCloseTo(1, 10);
    expect(of({ ...few, calling_numbers: 64 })[1]).toBeCloseTo(0, 10);
  });

  it('tells nothing of other callers, nor where most of the calls are conversations', () => {
    expect(of({ calling_numbers: 990, caller_class: 'unproven' })[1]).toBeUndefined();
    expect(of({ calling_numbers: 990, callers_called: true })[1]).toBeUndefined();
    const { outcome } = ordinary;
    const talks: Features['outcomes'] = [outcome.map((_, bin) => bin), outcome.map((share) => share * calls)];
    expect(of({ calling_numbers: 990, outcomes: talks })[1]).toBeUndefined();
  });
});

describe('excess of a mixed source', () => {
  const baseline = ordinary;
  const honest = (calls: number) => baseline.outcome.map((share) => share * calls);

  it('is next to nothing for ordinary calling', () => {
    expect(excessOver(honest(1_000), 30, baseline).calls).toBeLessThan(1);
  });

  it('leaves the added calls, and only their outcomes as members', () => {
    const added = histogramOf([2, 13], [120, 80]);
    const seen = honest(500).map((calls, bin) => calls + (added[bin] ?? 0));
    const excess = excessOver(seen, 140, baseline);
    expect(excess.calls).toBeCloseTo(200, 0);
    expect(excess.bins).toEqual([2, 13]);
  });
});

describe('judging together', () => {
  const stored = (counts: object) => ({
    segment_id: 's',
    judged: readSegment({ ...storedSegment(0, { origin_provider: '' }), features: JSON.stringify(counts) })
      .judged,
  });

  it('reads what another release stored', () => {
    const { called_back: _, neighbor: __, ...older } = features;
    const newer = { ...older, a_count_to_come: 3 };
    const together = judgeTogether([stored({ features: newer, baseline: { ...ordinary, to_come: 1 } })]);
    expect(together.score).toBeCloseTo(judgeSegment(features, ordinary).score, 6);
  });

  it('reads the calls of callers that are called by their former name', () => {
    const { source_receiving: _, ...others } = features;
    const countOf = (counts: object) =>
      judgeTogether([stored({ features: counts, baseline: ordinary })]).features.source_receiving;
    expect(countOf({ ...others, known: 35 })).toBe(35);
    expect(countOf({ ...others, source_receiving: 36, known: 35 })).toBe(36);
    expect(countOf(others)).toBe(0);
  });
});
