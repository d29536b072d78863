import type { NumberPattern, Patterns } from './patterns.ts';
import { percent } from './percent.ts';
import type { Part, UnlikeParts } from './unlike-parts.ts';

const numbersInWords: Readonly<Record<NumberPattern['pattern'], string>> = {
  neighbor: "numbers of the called party's own exchange",
  listed: 'numbers of the do-not-originate list',
  abroad: 'numbers of another country',
  other: 'other numbers',
};

const partingsInWords: Readonly<Record<UnlikeParts['by'], string>> = {
  called: 'by whether their callers are called themselves',
  callers: 'by class of callers',
  place: 'by origin',
  hour: 'by hour',
};

const partInWords = ({ share, answered, short }: Part) =>
  `${percent(share)} of the calls are answered ${percent(answered)} of the time and then hung up within 6 s ${percent(short)} of the time`;

/**
 * What may be more than one campaign, a line each; none where the calls show one pattern. One campaign may have two messages.
 * The words claim no more than that.
 */
export function patternsInWords({ messages, numbers, unlike }: Patterns): string[] {
  const lengths = messages.map(({ seconds, share }) => `${percent(share)} end near ${seconds} s`);
  const ways = numbers.map(({ pattern, share }) => `${percent(share)} show ${numbersInWords[pattern]}`);
  return [
    ...(messages.length < 2
      ? []
      : [`several message lengths: of the calls heard for longer, ${lengths.join(', ')}`]),
    ...(numbers.length < 2 ? [] : [`numbers chosen in several ways: of all calls, ${ways.join(', ')}`]),
    ...unlike.map(
      ({ by, parts }) =>
        `parts that end otherwise, ${partingsInWords[by]}: ${parts.map(partInWords).join('; ')}`,
    ),
  ];
}
