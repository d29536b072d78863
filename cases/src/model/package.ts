import { profiles } from '@ringtrace/schemas/casework/words';
import { z } from 'zod';

export type Profile = (typeof profiles)[number];

/** Events of disclosures: packages that were written, called numbers that somebody read by hand, and SQL that somebody ran. */
export const packageEvents = {
  package_written: z.object({
    case_id: z.string(),
    to: z.string(),
    profile: z.enum(profiles),
    /** '' where no demand asked for it. */
    demand_id: z.string(),
    manifest_sha256: z.string(),
    files: z.number().int(),
  }),
  numbers_read: z.object({
    /** What was opened, such as a request or a case. */
    what: z.string(),
    numbers: z.number().int(),
    /** What was looked for: a called number, or its first digits where these are more than anybody may see. */
    called_number: z.number().optional(),
  }),
  query_run: z.object({
    sql: z.string(),
    /** Numbers in the SQL that may be telephone numbers: they are masked like called numbers. */
    numbers: z.array(z.object({ called_number: z.number() })),
  }),
} as const;

export interface Package {
  readonly kind: 'package';
  readonly case_id: string;
  readonly to: string;
  readonly profile: Profile | '';
  readonly demand_id: string;
  readonly manifest_sha256: string;
  readonly written_at: number;
}
