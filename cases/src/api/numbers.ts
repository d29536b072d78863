import { z } from 'zod';
import type { Actor, CaseLog } from '../log/log.ts';
import { calledNumbersIn, maskedData, recordNumbersRead, withoutCalled } from '../refer/hand-reading.ts';

/** Of a route that shows called numbers. */
export const numbersFields = {
  numbers: z
    .enum(['true', 'false'])
    .default('false')
    .describe('true = called numbers in full; that you read them is then written to the log'),
  reason: z.string().trim().max(2_000).optional().describe('Why you read them; it is kept in the log'),
} as const;

export interface Reading {
  readonly log: CaseLog;
  readonly actor: Actor;
  /** What is shown, such as '/api/v1/cases/case-7k3f9q2m4d'. */
  readonly what: string;
  readonly inFull: boolean;
  /** Whether whatever looks like a telephone number is masked, other than calling numbers. */
  readonly hidesAll: boolean;
}

/** What a route answers, with called numbers masked; or in full, once the log says who read them. */
export function withNumbers(result: unknown, { log, actor, what, inFull, hidesAll }: Reading): unknown {
  const called = calledNumbersIn(result);
  if (inFull) {
    recordNumbersRead(log, actor, what, called.length);
    return result;
  }
  return hidesAll ? maskedData(result) : withoutCalled(result, called);
}
