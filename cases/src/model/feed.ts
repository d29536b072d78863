import { z } from 'zod';

/** Only dead letters of this carrier; those of all feeds where it is left out. */
const carrier = z.string().optional();

/** Events of the carriers' feeds: what a person did to them. */
export const feedEvents = {
  /** Somebody began to send dead letters again. Where no result follows, the sending failed on its way. */
  dead_letters_replay_begun: z.object({ carrier }),
  /** Dead letters were sent again, as far as they would be accepted now. */
  dead_letters_replayed: z.object({
    carrier,
    replayed: z.number().int(),
    /** They would be refused again, and stay open. */
    still_dead: z.number().int(),
  }),
  /** Somebody began to close dead letters of records that are older than retention keeps. Where no result follows, it failed on its way. */
  dead_letters_close_begun: z.object({ carrier }),
  /** Dead letters were closed: they are not sent again. */
  dead_letters_closed: z.object({ carrier, closed: z.number().int() }),
  /** Somebody began to open closed dead letters again. Where no result follows, it failed on its way. */
  dead_letters_reopen_begun: z.object({ carrier }),
  /** Dead letters that were closed are open again: a replay asks them again. */
  dead_letters_reopened: z.object({ carrier, reopened: z.number().int() }),
} as const;

export interface Feed {
  readonly kind: 'feed';
  /** Dead letters that were sent again by now. */
  readonly replayed: number;
  /** Dead letters that were closed by hand by now. */
  readonly closed: number;
  /** Dead letters that were opened again by now. */
  readonly reopened: number;
}
