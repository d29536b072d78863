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

/** A horizon that was written down. From that moment on, nothing of the kind from before it is accepted, built or judged. */
const horizon = z.object({
  kind: z.enum(retentionKinds),
  /** The horizon, and the moment before which records may go, ms since 1970. */
  horizon: z.number().int(),
  whole_from: z.number().int(),
  /** The setting that gives the period, and its value. */
  setting: z.string(),
});

/** Events of retention. Each drop is a thing of its own, and so are the horizons of a kind. */
export const retentionEvents = { records_dropped: dropped, horizon_noted: horizon } as const;

type Dropped = Omit<z.infer<typeof dropped>, 'kind'>;
type Horizon = Omit<z.infer<typeof horizon>, 'kind'>;

/** A drop, or the newest horizon of a kind. */
export type Retention = { readonly kind: 'retention' } & (Dropped | Horizon);
