import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Home } from '../e2e/ringtrace.ts';

const home = new Home();
afterAll(() => home.remove());

const result = z.object({
  ours: z.looseObject({ cdrs_per_s: z.number().positive(), worker_cpu_s_per_1m: z.number().positive() }),
  ceiling: z.looseObject({ cdrs_per_s: z.number().positive() }),
  ratios: z.object({ ceiling_cpu: z.number().positive(), ceiling_own_cpu: z.number().positive() }),
  machine: z.looseObject({ cores: z.int() }),
});

describe('bench ingest', () => {
  it('measures variants that store every CDR and give the same answers', async () => {
    const args = ['bench', 'ingest', '--only', 'ours,peer,ceiling', '--cdrs', '20000', '--rounds', '1'];
    const answer = await home.json(...args);
    expect(result.safeParse(answer).error).toBeUndefined();
  });

  it.each([
    [['--only', 'mine'], "--only knows no 'mine'"],
    [['--only', 'ceiling'], '--only ceiling needs ours too'],
    [['--cdrs', '0'], '--cdrs takes a whole number above 0'],
    [['--rate', '1000', '--only', 'ours'], '--rate measures ours alone'],
  ])('refuses %j', async (args, why) => {
    const { code, stderr } = await home.run(['bench', 'ingest', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(why);
  });
});
