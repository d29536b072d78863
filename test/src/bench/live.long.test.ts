import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Home } from '../e2e/ringtrace.ts';

const home = new Home();
afterAll(() => home.remove());

const share = z.number().nonnegative();
const steps = z.array(z.looseObject({ step: z.string(), cpu_s_per_1m: share })).min(1);
const figures = z.looseObject({
  rate: z.number(),
  cdrs: z.number(),
  stored_before: z.number(),
  settled: z.literal(true),
  sustained: z.boolean(),
  taken_back: z.number(),
  cpu_s_per_1m: z.record(z.string(), share),
  steps,
  peak_mb: z.record(z.enum(['ingest', 'engine', 'detect', 'broker']), z.number().positive()),
  candidate_after_s: z.object({
    due: z.number(),
    opened: z.number(),
    p50: z.number().nullable(),
    p95: z.number().nullable(),
  }),
  campaigns: z.number().positive(),
  found: z.number(),
  candidates: z.number(),
  right_candidates: z.number(),
  accused: z.number(),
  workers: z.object({
    ingest: z.array(z.number()),
    detect: z.array(z.number()),
    standby_cpu_s_per_1m: z.number(),
    takeover_s: z.number().nullable(),
  }),
});
type Figures = z.infer<typeof figures>;
const density = z.object({
  density: z.literal(1),
  legs: z.number(),
  arrived: z.number().positive(),
  cpu_s: z.number().positive(),
  engine_cpu_s: z.number(),
  own_cpu_s: z.number(),
});
const result = z.object({
  sustained_per_s: z.number(),
  rule: z.string(),
  rates: z.tuple([
    figures.extend({
      one_of_each: figures,
      peer: z.looseObject({
        cpu_s_per_1m: share,
        rules: z
          .array(z.looseObject({ rule: z.string(), campaigns: z.number(), found: z.number() }))
          .length(2),
      }),
    }),
  ]),
  densities: z.tuple([density]),
  catch_up: z.looseObject({ cdrs: z.number().positive(), cdrs_per_s: z.number().positive(), steps }),
  machine: z.looseObject({ cores: z.int() }),
});

const [rate, seconds, stored] = [150, 40, 6_000];

/** Everything is asked at once: each live run of its own would take a broker, an engine and a minute of traffic. */
describe('bench live', () => {
  let told: z.infer<typeof result>;
  beforeAll(async () => {
    const live = ['--rate', String(rate), '--seconds', String(seconds), '--stored', String(stored), '--peer'];
    const workers = ['--ingest-workers', '2', '--detect-workers', '2'];
    const others = ['--catch-up', '--hours', '1', '--density', '1'];
    told = result.parse(await home.json('bench', 'live', ...live, ...workers, ...others));
  }, 600_000);

  it.each([
    ['two workers of each kind', () => told.rates[0]],
    ['one of each', () => told.rates[0].one_of_each],
  ])('measures a rate on the whole path with %s, with figures that add up', (_, measured) => {
    const run: Figures = measured();
    expect(run.stored_before).toBe(stored);
    expect(run.cdrs).toBeGreaterThanOrEqual(rate * seconds);
    const cpu = run.cpu_s_per_1m;
    const parts = Object.entries(cpu).filter(([name]) => name.startsWith('engine: '));
    expect(parts).toHaveLength(4);
    // Each part is rounded to three digits.
    const sum = parts.reduce((total, [, part]) => total + part, 0);
    expect(Math.abs(sum - (cpu['engine'] ?? 0))).toBeLessThanOrEqual(0.03 * (cpu['engine'] ?? 0));
    const ofSteps = run.steps.reduce((total, { cpu_s_per_1m }) => total + cpu_s_per_1m, 0);
    expect(Math.abs(ofSteps - (cpu['engine: for detect'] ?? 0))).toBeLessThanOrEqual(0.03 * ofSteps);
    expect(run.candidate_after_s.opened).toBeLessThanOrEqual(run.candidate_after_s.due);
    expect(run.found).toBeLessThanOrEqual(run.campaigns);
    expect(run.right_candidates + run.accused).toBeLessThanOrEqual(run.candidates);
  });

  it('says the highest rate that was sustained, and what the usual rules find beside it', () => {
    const [run] = told.rates;
    expect(told.sustained_per_s).toBe(run.sustained ? rate : 0);
    for (const rule of run.peer.rules) expect(rule.campaigns).toBe(run.campaigns);
  });

  it('measures two workers of each kind beside one of each, and how long a takeover takes', () => {
    const [{ workers: two, one_of_each }] = told.rates;
    expect([two.ingest.length, two.detect.length]).toEqual([2, 2]);
    for (const cpu of two.ingest) expect(cpu).toBeGreaterThan(0);
    expect(two.takeover_s).toBeGreaterThan(0);
    expect(one_of_each.workers).toMatchObject({ standby_cpu_s_per_1m: 0, takeover_s: null });
  });

  it('tells how fast hours that were never judged are caught up', () => {
    expect(told.catch_up.steps.length).toBeGreaterThan(5);
  });

  it('tells what a further minute costs by the density of its hour', () => {
    const [one] = told.densities;
    expect(one.legs).toBeGreaterThan(one.arrived);
    expect(Math.abs(one.engine_cpu_s + one.own_cpu_s - one.cpu_s)).toBeLessThan(0.1);
  });
});
