import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Home } from '../e2e/ringtrace.ts';

const home = new Home();
afterAll(() => home.remove());

const form = z.looseObject({
  cdrs: z.number().positive(),
  ingest_per_s: z.number().positive(),
  detection_per_s: z.number().positive(),
  cpu_s_per_1m: z.record(z.string(), z.number().nonnegative()),
  engine_cpu_s_per_1m: z.array(z.number().positive()),
});
const result = z.object({
  forms: z.tuple([form, form, form]),
  ratios: z.array(z.looseObject({ form: z.string(), over: z.literal('one machine') })).length(2),
  machine: z.looseObject({ cores: z.int() }),
});

describe('bench cluster', () => {
  it('stores and judges the same on one machine, on one shard and on two', async () => {
    const { forms } = result.parse(await home.json('bench', 'cluster', '--rate', '100', '--seconds', '30'));
    const [alone, one, two] = forms;
    expect(forms.map(({ cdrs }) => cdrs)).toEqual([alone.cdrs, alone.cdrs, alone.cdrs]);
    expect([alone, one, two].map(({ engine_cpu_s_per_1m }) => engine_cpu_s_per_1m.length)).toEqual([1, 1, 2]);
  }, 600_000);

  it('refuses a rate that is no whole number', async () => {
    const { code, stderr } = await home.run(['bench', 'cluster', '--rate', 'fast']);
    expect(code).toBe(2);
    expect(stderr).toContain('--rate takes a whole number above 0');
  });
});
