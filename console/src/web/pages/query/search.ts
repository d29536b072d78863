import { z } from 'zod';
import { baseSearch } from '../../state/search.ts';

export const chartKinds = ['none', 'line', 'bars'] as const;

/** What the address of this page may say. `sql` is what stands in the editor; `x` and `y` are columns of the answer by name. */
export const querySearch = z.object({
  ...baseSearch,
  sql: z.string().max(20_000).optional(),
  chart: z.enum(chartKinds).default('none'),
  x: z.string().max(500).optional(),
  y: z.string().max(500).optional(),
});
