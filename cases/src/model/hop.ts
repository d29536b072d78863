import { hopBases, hopRoles } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';

export const hop = z.object({
  /** From 1, the terminating provider, towards the origin. */
  position: z.number().int().min(1),
  provider: z.string(),
  role: z.enum(hopRoles),
  basis: z.enum(hopBases),
  /** Whether the provider itself reported a leg of the call. */
  reported: z.boolean(),
  /** The answer that the hop rests on; '' where it rests on records alone. */
  answer_id: z.string(),
  /** ISO 3166 country of a foreign provider as answered; '' = not said. */
  country: z.string(),
  /** In words: the record or answer that the hop rests on. */
  detail: z.string(),
});
export type Hop = z.infer<typeof hop>;

/** The call that a traceback traces. Times in ms since 1970. */
export const tracedCall = z.object({
  /** E.164 digits; 0 = withheld. */
  calling_number: z.number().int().min(0),
  called_number: z.number().int().min(1),
  call_time: z.number().int(),
  /** Seconds before and after call_time in which the call began. */
  window_s: z.number().int().min(0),
});
export type TracedCall = z.infer<typeof tracedCall>;
