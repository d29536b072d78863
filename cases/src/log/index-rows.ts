import { z } from 'zod';

export const linkRow = z.object({ field: z.string(), value: z.string(), kind: z.string(), id: z.string() });
type LinkRow = z.infer<typeof linkRow>;
export const standingRow = z.object({ kind: z.string(), id: z.string(), status: z.string() });
type StandingRow = z.infer<typeof standingRow>;

/** What the log's indexes hold. Both follow from the events. */
export interface Indexes {
  /** Which thing names which other thing, or which kept bytes. */
  links(): Iterable<LinkRow>;
  hasLink(row: LinkRow): boolean;
  /** The status of each thing that has one. */
  standings(): Iterable<StandingRow>;
  hasStanding(row: StandingRow): boolean;
}
