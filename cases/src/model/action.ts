import { actionTypes } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';

export const actionEvents = {
  action_recorded: z.object({
    case_id: z.string(),
    traceback_id: z.string(),
    provider: z.string(),
    /** The caller's name as answered, or the customer id in the provider's records. */
    caller: z.string(),
    action: z.enum(actionTypes),
    /** When the provider acted, ms since 1970. */
    taken_at: z.number().int(),
    detail: z.string(),
  }),
  /** It was recorded by mistake. */
  action_withdrawn: z.object({}),
} as const;

export interface Action {
  readonly kind: 'action';
  readonly case_id: string;
  readonly traceback_id: string;
  readonly provider: string;
  readonly caller: string;
  readonly action: (typeof actionTypes)[number];
  readonly taken_at: number;
  readonly detail: string;
  readonly withdrawn: boolean;
  readonly recorded_at: number;
}
