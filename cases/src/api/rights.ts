/**
 * What a route asks of its caller. look: read. numbers: see called numbers in full. audit: read the log. decide: give verdicts on
 * candidates. work: open cases and keep them. trace: tracebacks, requests, answers, actions. lead: rules of casework, and what
 * is said of providers.
 */
export const rights = ['look', 'numbers', 'audit', 'decide', 'work', 'trace', 'lead'] as const;
export type Right = (typeof rights)[number];

/** Rights of routes that change nothing. */
export const readingRights: ReadonlySet<Right> = new Set(['look', 'numbers', 'audit']);

/** Who sends a request, and what this person may do. */
export interface Caller<Need = Right> {
  /** Stands in the log as the actor. */
  readonly name: string;
  readonly may: Pick<ReadonlySet<Need>, 'has'>;
}
