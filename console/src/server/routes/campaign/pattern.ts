import { percent } from '@ringtrace/detect/candidates/percent';
/** How the calling numbers of a campaign are chosen. */
export const patterns = [
  'withheld',
  'one number',
  'neighbor',
  'sequence',
  'few numbers',
  'random',
  'unknown',
] as const;

/** Counts of `numberFacts`. */
export interface CallerCounts {
  readonly calls: number;
  readonly numbers: number;
  readonly withheld: number;
  readonly most: number;
  readonly neighbor: number;
  readonly exchanges: number;
  readonly in_sequence: number;
}

const count = (n: number, one: string) => `${n.toLocaleString('en-US')} ${one}${n === 1 ? '' : 's'}`;
const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
const percentOf = (part: number, whole: number) => percent(share(part, whole));

/** A way of choosing is named from this share of the calls, or of the numbers, on. */
const mostly = 0.5;
/** Numbers that each show this many calls are in steady use. */
const steadyCalls = 10;

/** Names the way that fits most calls, and says why in one sentence. */
export function patternOf(facts: CallerCounts): { pattern: (typeof patterns)[number]; words: string } {
  const { calls, numbers, withheld, most, neighbor, exchanges, in_sequence } = facts;
  if (calls === 0)
    return { pattern: 'unknown', words: 'No records are stored of calls that count to this campaign.' };
  if (share(withheld, calls) >= mostly)
    return {
      pattern: 'withheld',
      words: `${percentOf(withheld, calls)} of calls show no number, or none that can be used.`,
    };
  if (share(most, calls) >= mostly)
    return {
      pattern: 'one number',
      words:
        numbers === 1
          ? `All ${count(calls - withheld, 'call')} that show a number show the same one.`
          : `${percentOf(most, calls)} of calls show one number, the others ${count(numbers - 1, 'further number')}.`,
    };
  if (share(neighbor, calls) >= mostly)
    return {
      pattern: 'neighbor',
      words: `${percentOf(neighbor, calls)} of calls show a number of the called number's own exchange; ${count(numbers, 'number')} in all.`,
    };
  if (share(in_sequence, numbers) >= mostly)
    return {
      pattern: 'sequence',
      words: `${percentOf(in_sequence, numbers)} of ${count(numbers, 'number')} lie close to another of them, in ${count(exchanges, 'exchange')}: blocks of numbers are worked through.`,
    };
  if (numbers * steadyCalls <= calls)
    return {
      pattern: 'few numbers',
      words: `${count(numbers, 'number')} show ${Math.round(calls / Math.max(1, numbers))} calls each on average.`,
    };
  return {
    pattern: 'random',
    words: `${count(numbers, 'number')} of ${count(exchanges, 'exchange')}, without an order: a new one for most calls.`,
  };
}
