import { z } from 'zod';

/** Events of the carriers' feeds: what a person did to them. */
export const feedEvents = {
  /** Somebody began to send dead letters of all feeds again. Where no result follows, the sending failed on its way. */
  dead_letters_replay_begun: z.object({}),
  /** Dead letters of all feeds were sent again, as far as they would be accepted now. */
  dead_letters_replayed: z.object({
    replayed: z.number().int(),
    /** They would be refused again, and stay open. */
    still_dead: z.number().int(),
  }),
} as const;

export interface Feed {
  readonly kind: 'feed';
  /** Dead letters that were sent again by now. */
  readonly replayed: number;
}
