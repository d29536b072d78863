import type { CaseLog } from '@ringtrace/cases/log/log';
import { calledNumbersIn, maskedData, recordNumbersRead } from '@ringtrace/cases/refer/hand-reading';
import { actorOf } from '../cases.ts';
import { type CalledNumber, calledInFull, calledMasked, fullJsonOf, jsonOf } from './tell.ts';

interface Reading {
  readonly numbers: true | undefined;
  readonly as: string | undefined;
  readonly reason: string | undefined;
}

/** How a command shows what it has read. */
interface Shown {
  readonly called: CalledNumber;
  readonly json: typeof jsonOf;
  readonly data: (value: unknown) => unknown;
}

/**
 * How to show things of casework: masked, unless --numbers asks for called numbers in full. The log then notes who reads them,
 * before they are shown. `what` names the thing, such as 'case case-7k3f9q2m4d'; `data` is all that is shown of it.
 */
export function readingOf(log: CaseLog, reading: Reading, what: string, data: unknown): Shown {
  if (reading.numbers !== true) return { called: calledMasked, json: jsonOf, data: maskedData };
  recordNumbersRead(log, actorOf(reading), what, calledNumbersIn(data).length);
  return { called: calledInFull, json: fullJsonOf, data: (value) => value };
}
