import { demandTypes } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';

/** What a legal demand covers. An empty list means: not limited by it. Times in ms since 1970. */
const demandScope = z.object({
  case_ids: z.array(z.string()),
  providers: z.array(z.string()),
  calling_numbers: z.array(z.number().int()),
  called_numbers: z.array(z.number().int()),
  from: z.number().int(),
  to: z.number().int(),
});
type DemandScope = z.infer<typeof demandScope>;

/** Events of a demand for documents. */
export const demandEvents = {
  demand_received: z.object({
    from: z.string(),
    type: z.enum(demandTypes),
    reference: z.string(),
    received_at: z.number().int(),
    due_at: z.number().int(),
    /** Nothing later than this is produced. */
    cut_off: z.number().int(),
    scope: demandScope,
  }),
  production_made: z.object({
    package_id: z.string(),
    manifest_sha256: z.string(),
    /** What was withheld and why, a line each. */
    withheld: z.array(z.string()),
  }),
  demand_closed: z.object({}),
} as const;

export interface Demand {
  readonly kind: 'demand';
  readonly from: string;
  readonly type: (typeof demandTypes)[number];
  readonly reference: string;
  readonly received_at: number;
  readonly due_at: number;
  readonly cut_off: number;
  readonly scope: DemandScope;
  readonly productions: readonly {
    readonly package_id: string;
    readonly at: number;
    readonly withheld: readonly string[];
  }[];
  readonly closed: boolean;
}
