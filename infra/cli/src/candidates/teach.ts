import { type CallerOfCampaign, chosenCallers as chosen } from '@ringtrace/cases/verdicts/callers';
import { UsageError } from '../command.ts';
import { count } from '../output.ts';

/** The callers that a dismissal teaches, by the option --teach. Throws UsageError. */
export function chosenCallers(
  found: readonly CallerOfCampaign[],
  teach: string | undefined,
  candidate: string,
): readonly CallerOfCampaign[] {
  const word = teach === 'all' || teach === 'none' || teach === undefined;
  const callers = chosen(found, word ? teach : numbersOf(teach, found.length));
  if (callers !== undefined) return callers;
  const lines = found.map(
    ({ who, numbers, calls }, i) => `  ${i + 1}  ${who}, ${numbers} (${count(calls)} calls)`,
  );
  throw new UsageError(
    [
      `several callers are in this campaign. Choose which of them stay silent from now on:`,
      ...lines,
      `such as: ringtrace candidates dismiss ${candidate} --teach 1 --reason TEXT`,
    ].join('\n'),
  );
}

function numbersOf(teach: string, most: number): number[] {
  const numbers = teach.split(',').map((part) => (/^[1-9]\d{0,5}$/.test(part.trim()) ? Number(part) : 0));
  if (numbers.every((n) => n >= 1 && n <= most)) return numbers;
  const known = most === 0 ? 'there is no caller that could be told apart here' : `there are ${most}`;
  throw new UsageError(
    `--teach takes 'all', 'none' or numbers of the list, such as 1,3, not '${teach}': ${known}`,
  );
}
