import { availableParallelism } from 'node:os';
import { z } from 'zod';

const atLeastOne = z.coerce.number().int().min(1);

/**
 * What one query of an analyst may take, and all of them together. A `max` is how far an analyst may raise
 * the default in a query's `SETTINGS`. Shares of memory are percent of the machine's.
 */
export const analystLimits = z.object({
  seconds: atLeastOne.default(20),
  maxSeconds: atLeastOne.default(600),
  /** Of one query; it may be raised up to the share of all. */
  queryMemoryPercent: atLeastOne.max(90).default(15),
  /** Of all analysts' queries together, so that workers always have some. */
  memoryPercent: atLeastOne.max(90).default(30),
  threads: atLeastOne.default(availableParallelism()),
  resultRows: atLeastOne.default(100_000_000),
  maxResultRows: atLeastOne.default(1_000_000_000),
  resultGigabytes: atLeastOne.default(10),
  maxResultGigabytes: atLeastOne.default(100),
  /** Running at the same time. */
  queries: atLeastOne.default(20),
  /** What all queries together may put on disk where memory is short. */
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

/** Defaults that stand above their ceilings: pairs of variable and ceiling. */
export function aboveCeiling(env: AnalystSettings): Array<[string, string]> {
  const pairs: Array<[keyof AnalystSettings, keyof AnalystSettings]> = [
    ['RINGTRACE_ANALYST_SECONDS', 'RINGTRACE_ANALYST_MAX_SECONDS'],
    ['RINGTRACE_ANALYST_QUERY_MEMORY_PERCENT', 'RINGTRACE_ANALYST_MEMORY_PERCENT'],
    ['RINGTRACE_ANALYST_RESULT_ROWS', 'RINGTRACE_ANALYST_MAX_RESULT_ROWS'],
    ['RINGTRACE_ANALYST_RESULT_GB', 'RINGTRACE_ANALYST_MAX_RESULT_GB'],
  ];
  return pairs.filter(([value, ceiling]) => env[value] > env[ceiling]);
}

/** The limits as the embedded engine takes them. */
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
