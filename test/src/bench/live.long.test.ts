import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Home } from '../e2e/ringtrace.ts';

const home = new Home();
afterAll(() => home.remove());

const ofWorkers = z.object({
  ingest: z.array(z.number()),
  detect: z.array(z.number()),
  standby_cpu_s_per_1m: z.number(),
  takeover_s: z.number().nullable(),
});
const besideOne = z.object({
  rates: z.tuple([
    z.looseObject({
      settled: z.literal(true),
      workers: ofWorkers,
      one_of_each: z.looseObject({ settled: z.literal(true), workers: ofWorkers }),
    }),
  ]),
});
const share = z.number().nonnegative();
const steps = z.array(z.looseObject({ step: z.string(), cpu_s_per_1m: share })).min(1);
const result = z.object({
  sustained_per_s: z.number(),
  rule: z.string(),
  rates: z
    .array(
      z.looseObject({
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
        peer: z.looseObject({
          cpu_s_per_1m: share,
          rules: z
            .array(z.looseObject({ rule: z.string(), campaigns: z.number(), found: z.number() }))
            .length(2),
        }),
      }),
    )
    .length(1),
  catch_up: z.looseObject({ cdrs: z.number().positive(), cdrs_per_s: z.number().positive(), steps }),
  machine: z.looseObject({ cores: z.int() }),
});

describe('bench live', () => {
  it('measures a rate on the whole path, with figures that add up', async () => {
    const args = [
      '--rate',
      '150',
      '--seconds',
      '40',
      '--stored',
      '6000',
      '--peer',
      '--catch-up',
      '--hours',
      '1',
    ];
    const { rates, sustained_per_s, catch_up } = result.parse(await home.json('bench', 'live', ...args));
    const [run] = rates;
    if (run === undefined) throw new Error('no run');
    expect(run.stored_before).toBe(6_000);
    expect(run.cdrs).toBeGreaterThanOrEqual(150 * 40);
    expect(sustained_per_s).toBe(run.sustained ? 150 : 0);
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
    for (const rule of run.peer.rules) expect(rule.campaigns).toBe(run.campaigns);
    expect(catch_up.steps.length).toBeGreaterThan(5);
  }, 600_000);

  it('measures two workers of each kind beside one of each, and how long a takeover takes', async () => {
    const args = ['--rate', '100', '--seconds', '40', '--stored', '1000'];
    const workers = ['--ingest-workers', '2', '--detect-workers', '2'];
    const { rates } = besideOne.parse(await home.json('bench', 'live', ...args, ...workers));
    const [{ workers: two, one_of_each }] = rates;
    expect([two.ingest.length, two.detect.length]).toEqual([2, 2]);
    for (const cpu of two.ingest) expect(cpu).toBeGreaterThan(0);
    expect(two.takeover_s).toBeGreaterThan(0);
    expect(one_of_each.workers).toMatchObject({ standby_cpu_s_per_1m: 0, takeover_s: null });
  }, 600_000);

  it('tells what a further minute costs by the density of its hour', async () => {
    const answer = await home.json('bench', 'live', '--density', '1');
    const density = z.object({
      density: z.literal(1),
      legs: z.number(),
      arrived: z.number().positive(),
      cpu_s: z.number().positive(),
      engine_cpu_s: z.number(),
      own_cpu_s: z.number(),
    });
    const { densities, rates } = z
      .object({ rates: z.array(z.unknown()), densities: z.array(density).length(1) })
      .parse(answer);
    expect(rates).toEqual([]);
    const [one] = densities;
    expect(one?.legs).toBeGreaterThan(one?.arrived ?? 0);
    expect(Math.abs((one?.engine_cpu_s ?? 0) + (one?.own_cpu_s ?? 0) - (one?.cpu_s ?? 0))).toBeLessThan(0.1);
  }, 600_000);
});
