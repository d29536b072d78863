import { availableParallelism } from 'node:os';
import { z } from 'zod';

const atLeastOne = z.coerce.number().int().min(1);

/**
 * Limits of analysts' queries: of one query, and of all together. Each default applies unless the query's `SETTINGS`
 * say otherwise; `max...` is the highest value they may set. Memory is in percent of the machine's.
 */
export const analystLimits = z.object({
  seconds: atLeastOne.default(20),
  maxSeconds: atLeastOne.default(600),
  /** Memory of one query. A query may raise it up to `memoryPercent`. */
  queryMemoryPercent: atLeastOne.max(90).default(15),
  /** Memory of all analysts' queries together: the rest is for the workers. */
  memoryPercent: atLeastOne.max(90).default(30),
  threads: atLeastOne.default(availableParallelism()),
  resultRows: atLeastOne.default(100_000_000),
  maxResultRows: atLeastOne.default(1_000_000_000),
  resultGigabytes: atLeastOne.default(10),
  maxResultGigabytes: atLeastOne.default(100),
  /** Queries that run at the same time. */
  queries: atLeastOne.default(20),
  /** Disk space for temporary data of all queries together, used where memory is short. */
  diskGigabytes: atLeastOne.default(20),
});

export type AnalystLimits = z.infer<typeof analystLimits>;

const { shape } = analystLimits;

/** The same limits as environment variables. */
export const analystSettings = {
  RINGTRACE_ANALYST_SECONDS: shape.seconds,
  RINGTRACE_ANALYST_MAX_SECONDS: shape.maxSeconds,
  RINGTRACE_ANALYST_QUERY_MEMORY_PERCENT: shape.queryMemoryPercent,
  RINGTRACE_ANALYST_MEMORY_PERCENT: shape.memoryPercent,
  RINGTRACE_ANALYST_THREADS: shape.threads,
  RINGTRACE_ANALYST_RESULT_ROWS: shape.resultRows,
  RINGTRACE_ANALYST_MAX_RESULT_ROWS: shape.maxResultRows,
  RINGTRACE_ANALYST_RESULT_GB: shape.resultGigabytes,
  RINGTRACE_ANALYST_MAX_RESULT_GB: shape.maxResultGigabytes,
  RINGTRACE_ANALYST_QUERIES: shape.queries,
  RINGTRACE_ANALYST_DISK_GB: shape.diskGigabytes,
};

const settings = z.object(analystSettings);
type AnalystSettings = z.infer<typeof settings>;

/** Defaults that are higher than their ceilings: pairs of the two variables' names. */
export function aboveCeiling(env: AnalystSettings): Array<[string, string]> {
  const pairs: Array<[keyof AnalystSettings, keyof AnalystSettings]> = [
    ['RINGTRACE_ANALYST_SECONDS', 'RINGTRACE_ANALYST_MAX_SECONDS'],
    ['RINGTRACE_ANALYST_QUERY_MEMORY_PERCENT', 'RINGTRACE_ANALYST_MEMORY_PERCENT'],
    ['RINGTRACE_ANALYST_RESULT_ROWS', 'RINGTRACE_ANALYST_MAX_RESULT_ROWS'],
    ['RINGTRACE_ANALYST_RESULT_GB', 'RINGTRACE_ANALYST_MAX_RESULT_GB'],
  ];
  return pairs.filter(([value, ceiling]) => env[value] > env[ceiling]);
}

/** The limits of the embedded engine, from the environment. */
export function analystLimitsOf(env: AnalystSettings): AnalystLimits {
  return {
    seconds: env.RINGTRACE_ANALYST_SECONDS,
    maxSeconds: env.RINGTRACE_ANALYST_MAX_SECONDS,
    queryMemoryPercent: env.RINGTRACE_ANALYST_QUERY_MEMORY_PERCENT,
    memoryPercent: env.RINGTRACE_ANALYST_MEMORY_PERCENT,
    threads: env.RINGTRACE_ANALYST_THREADS,
    resultRows: env.RINGTRACE_ANALYST_RESULT_ROWS,
    maxResultRows: env.RINGTRACE_ANALYST_MAX_RESULT_ROWS,
    resultGigabytes: env.RINGTRACE_ANALYST_RESULT_GB,
    maxResultGigabytes: env.RINGTRACE_ANALYST_MAX_RESULT_GB,
    queries: env.RINGTRACE_ANALYST_QUERIES,
    diskGigabytes: env.RINGTRACE_ANALYST_DISK_GB,
  };
}
