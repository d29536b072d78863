import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { Actor, CaseLog } from '../log/log.ts';
import { masking, recordNumbersRead, type Showing } from '../refer/hand-reading.ts';
import { addCalledNumbers, addCallingNumbers } from '../refer/numbers.ts';

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

const inFull: Showing = (part) => part;

/**
 * How an answer, or a part of it such as a row, is shown: with called numbers masked; or in full, once the log says who read them. All
 * called numbers of the answer are known before its first part is shown, because the texts of one row may name the number of another.
 */
export async function showing(result: unknown, reading: Reading): Promise<Showing> {
  const called = new Set<number>();
  const calling = reading.hidesAll && !reading.inFull ? new Set<number>() : undefined;
  for (const part of partsOf(result)) {
    addCalledNumbers(part, called);
    if (calling !== undefined) addCallingNumbers(part, calling);
    await setImmediate();
  }
  if (!reading.inFull) return masking({ called, calling });
  recordNumbersRead(reading.log, reading.actor, reading.what, called.size);
  return inFull;
}

/** Rows that are looked at in one turn of the server: other answers do not wait for a long list. */
const rowsAtOnce = 500;

/** An answer in parts: the rows of a long list some at a time, under the name of the list. */
function* partsOf(result: unknown): Generator<unknown> {
  if (typeof result !== 'object' || result === null || Array.isArray(result)) {
    yield result;
    return;
  }
  const long = new Map(
    Object.entries(result).flatMap(([name, value]: [string, unknown]) =>
      Array.isArray(value) && value.length > rowsAtOnce ? [[name, value]] : [],
    ),
  );
  yield Object.fromEntries(Object.entries(result).filter(([name]) => !long.has(name)));
  for (const [name, rows] of long)
    for (let from = 0; from < rows.length; from += rowsAtOnce)
      yield { [name]: rows.slice(from, from + rowsAtOnce) };
}
