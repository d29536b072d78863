import { caseSources, type caseStatuses } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';

/** Events of a case. */
export const caseEvents = {
  case_opened: z.object({
    source: z.enum(caseSources),
    title: z.string(),
    /** Kind of scam in the group's own words, such as 'bank imposter'; '' = not said. */
    category: z.string(),
    /** '' for a case that no campaign of detection stands behind. */
    campaign_id: z.string(),
    candidate_id: z.string(),
    /** A single live scam call: one traceback, counted apart in reports. */
    live: z.boolean(),
  }),
  case_assigned: z.object({ assignee: z.string() }),
  case_noted: z.object({ text: z.string() }),
  case_closed: z.object({ outcome: z.string() }),
  case_reopened: z.object({}),
  /**
   * A legal hold, or its release. While it is in force, retention drops nothing that the case reaches. `until`: when it ends by itself, ms
   * since 1970; 0 = never. Releases up to 0.2.0 do not say.
   */
  case_held: z.object({ held: z.boolean(), until: z.number().int().default(0) }),
} as const;

export interface Case {
  readonly kind: 'case';
  readonly source: (typeof caseSources)[number];
  readonly title: string;
  readonly category: string;
  readonly campaign_id: string;
  readonly candidate_id: string;
  readonly live: boolean;
  readonly status: (typeof caseStatuses)[number];
  readonly assignee: string;
  readonly held: boolean;
  /** When the hold ends by itself, ms since 1970; 0 = never. */
  readonly held_until: number;
  readonly outcome: string;
  readonly opened_at: number;
  /** 0 = open. */
  readonly closed_at: number;
}
