import { retentionKinds } from '@ringtrace/schemas/tables/retention';
import { z } from 'zod';

/** What was dropped of one partition of one table. */
const dropped = z.object({
  table: z.string(),
  kind: z.enum(retentionKinds),
  /** A day such as 20260303, or a month such as 202603. */
  partition: z.number().int(),
  /** Rows that went. */
  records: z.number().int(),
  /** Rows that stay, because something cites them. */
  kept: z.number().int(),
  /** The setting that gives the period, and its value. */
  setting: z.string(),
});

/** Events of retention. Each drop is a thing of its own. */
export const retentionEvents = { records_dropped: dropped } as const;

export type Retention = { readonly kind: 'retention' } & Omit<z.infer<typeof dropped>, 'kind'>;
