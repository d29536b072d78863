import { describe, expect, it } from 'vitest';
import { figuresOf } from './figures.ts';
import type { Measured } from './measured.ts';
import { planOf } from './plan.ts';
import { Progress } from './progress.ts';
import type { StatementCost } from './statements.ts';

const start = 1_000_000;
const seconds = 100;
const rate = 1_000;

/** A count that rises by the rate from the start on; `lateS` behind. */
function arriving(lateS: number): Progress {
  const made = new Progress();
  made.note(start, 500);
  for (let s = 1; s <= seconds; s += 1) made.note(start + 1_000 * (s + lateS), 500 + rate * s);
  return made;
}

const statement = (worker: StatementCost['worker'], step: string, cpu_s: number): StatementCost => ({
  worker,
  step,
  runs: 1,
  cpu_s,
  rows: 50_000,
  peak_mb: 10.4,
});

const run: Measured = {
  plan: planOf({ seed: 1, rate, seconds, stored: 500 }),
  stored: 500,
  cdrs: rate * seconds,
  start,
  sentAll: start + 1_000 * seconds,
  isSettled: true,
  cpu: { machine: 99, ingest: 1, detect: 2, engine: 10 },
  cpuOfWorkers: { ingest: [0.6, 0.4], detect: [0.1, 1.9] },
  activeDetect: 1,
  takeoverMs: 7_240,
  memory: [{ process: 'engine', peakMb: 100.4 }],
  statements: [
    statement('detect', 'a', 3),
    statement('ingest', 'b', 4),
    statement('detect', 'c', 0.5),
    statement('merges', 'd', 0.7),
  ],
  sent: arriving(0),
  storedOver: arriving(2),
  detectLooks: [0, 30, 60, 90].map((s, i) => ({
    at: start + 1_000 * s,
    lag: 5_000,
    rounds: i,
    roundSeconds: 4 * i,
  })),
  due: new Map([
    ['early', 400],
    ['a', 10_500],
    ['b', 20_500],
    ['never', 30_500],
  ]),
  findings: {
    campaigns: 4,
    found: 3,
    candidates: 5,
    rightCandidates: 3,
    bulkCallers: 15,
    takenBack: 1,
    accused: [
      { kind: 'survey', campaigns: 1 },
      { kind: '', campaigns: 1 },
    ],
    opened: new Map([
      ['early', start],
      ['a', start + 20_000],
      ['b', start + 52_000],
    ]),
  },
};

describe('figuresOf', () => {
  const figures = figuresOf(run);

  it('divides the CPU of the live part by its CDRs, and the engine by who asked', () => {
    expect(figures.cpu_s_per_1m).toEqual({
      ingest: 10,
      detect: 20,
      engine: 100,
      'engine: for ingest': 40,
      'engine: for detect': 35,
      'engine: merges': 7,
      'engine: the rest': 18,
    });
    expect(figures.steps).toEqual([
      { step: 'a', runs: 1, cpu_s_per_1m: 30, rows_read_per_cdr: 0.5, peak_mb: 10 },
      { step: 'c', runs: 1, cpu_s_per_1m: 5, rows_read_per_cdr: 0.5, peak_mb: 10 },
    ]);
    expect(figures.merges.map(({ step, cpu_s_per_1m }) => [step, cpu_s_per_1m])).toEqual([['d', 7]]);
  });

  it('tells the CPU of each worker, and what a standby costs and gives', () => {
    expect(figures.workers).toEqual({
      ingest: [6, 4],
      detect: [1, 19],
      standby_cpu_s_per_1m: 1,
      takeover_s: 7.2,
    });
    const { takeoverMs: _, ...alone } = run;
    expect(figuresOf(alone).workers.takeover_s).toBeNull();
  });

  it('tells the time from the 200th call being stored to the candidate, of live campaigns alone', () => {
    expect(figures.candidate_after_s).toEqual({ due: 3, opened: 2, p50: 8, p95: 30 });
  });

  it('sums who is accused, and the rounds', () => {
    expect([figures.accused, figures.taken_back, figures.round_s]).toEqual([2, 1, 4]);
  });

  it('takes a rate for sustained where both lags stay bounded and all was fed', () => {
    // Two seconds at most, looked at every quarter of a second.
    expect(figures).toMatchObject({ sustained: true, fed_per_s: rate, ingest_lag_s: { second_half: 1.8 } });
    const lagging = run.detectLooks.map((look, i) => ({ ...look, lag: 20_000 * i }));
    expect(figuresOf({ ...run, detectLooks: lagging }).sustained).toBe(false);
    expect(figuresOf({ ...run, cdrs: 0.9 * run.cdrs }).sustained).toBe(false);
  });
});
