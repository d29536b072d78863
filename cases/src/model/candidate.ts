import { verdicts } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';

/**
 * A legitimate caller that a dismissal teaches: its number, together with who makes the calls. A number alone is never
 * enough, because anybody can show it.
 */
export const knownCaller = z.object({
  /** E.164 digits. */
  calling_number: z.number().int().min(1),
  /** The provider at which the calls start; '' where only the holder's signature tells the caller. */
  origin_provider: z.string(),
  /** The customer in that provider's records; '' = not named there. */
  customer: z.string(),
  /** OCN that signs the calls with A and holds the number; '' = unsigned. */
  holder_ocn: z.string(),
});
export type KnownCaller = z.infer<typeof knownCaller>;

/** Events of a candidate: verdicts of people. Detection writes all else about it. */
export const candidateEvents = {
  verdict_given: z.object({
    verdict: z.enum(verdicts),
    campaign_id: z.string(),
    /** The candidate's revision and score that the person saw. */
    revision: z.number().int(),
    score: z.number(),
    /** Of a dismissal: callers that stay silent from now on. */
    callers: z.array(knownCaller),
  }),
  verdict_taken_back: z.object({}),
} as const;

export interface Candidate {
  readonly kind: 'candidate';
  /** '' = none, or taken back. */
  readonly verdict: (typeof verdicts)[number] | '';
  readonly campaign_id: string;
  readonly revision: number;
  readonly score: number;
  readonly callers: readonly KnownCaller[];
  readonly given_at: number;
  readonly by: string;
  readonly reason: string;
}
