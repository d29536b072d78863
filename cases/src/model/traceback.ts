import { outcomes, type tracebackStatuses } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';
import { type Hop, hop, type TracedCall, tracedCall } from './hop.ts';

export type Outcome = (typeof outcomes)[number];

/** The whole path as it stands after an event. */
const pathNow = z.object({
  hops: z.array(hop),
  /** The provider that must be asked next; '' = nobody. */
  ask: z.string(),
});

/** Events of a traceback. */
export const tracebackEvents = {
  traceback_opened: pathNow.extend({ case_id: z.string(), call: tracedCall }),
  /** Members' records were read again, and the path changed. */
  path_read: pathNow,
  /** An answer changed the path, or was found to agree with it. */
  path_answered: pathNow.extend({ answer_id: z.string(), request_id: z.string() }),
  traceback_ended: z.object({
    outcome: z.enum(outcomes),
    /** The provider that the outcome is about; '' = none. */
    provider: z.string(),
    /** Of a foreign end; '' = not said. */
    country: z.string(),
    detail: z.string(),
  }),
  traceback_reopened: z.object({}),
} as const;

export interface Traceback {
  readonly kind: 'traceback';
  readonly case_id: string;
  readonly call: TracedCall;
  readonly hops: readonly Hop[];
  readonly ask: string;
  readonly status: (typeof tracebackStatuses)[number];
  readonly outcome: Outcome | '';
  readonly provider: string;
  readonly country: string;
  readonly detail: string;
  readonly opened_at: number;
  /** 0 = open. */
  readonly ended_at: number;
}
