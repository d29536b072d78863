import { minuteMs } from '@ringtrace/schemas/durations';
import { callsByArea } from './comparison.ts';
import { type Difference, distributionDifference, isAbove, isBelow } from './difference.ts';
import { heardDifference } from './heard.ts';
import type { Linkable } from './linkable.ts';
import { isOneNumber, sameCallerClass, sameFalseNumbers, sameNumberPattern } from './linkable-callers.ts';
import { differentOrigids, sameCustomer, sameOrigid, sameProvider } from './linkable-origin.ts';
import {
  callsPerMs,
  gapMs,
  isCutBetween,
  runInTurn,
  startAndStopTogether,
  takesOver,
} from './linkable-time.ts';
import { sameMessage } from './message.ts';
import { sharedNumbers } from './shared-numbers.ts';
import { answeredDifference, rungDifference, shortDifference } from './shares.ts';

/** One comparison of two clusters. */
interface Comparison {
  /** From the most alike to the least. */
  readonly levels: readonly string[];
  /** The index of the level; undefined where there are too few calls to tell. */
  readonly of: (a: Linkable, b: Linkable) => number | undefined;
}

/** 0: surely within the first limit; 1: within the second; 2: beyond it, perhaps by chance; 3: surely beyond it. */
function nearness(difference: Difference, alike: number, different: number): 0 | 1 | 2 | 3 {
  if (isBelow(difference, alike)) return 0;
  if (difference.value <= different) return 1;
  return isAbove(difference, different) ? 3 : 2;
}

function answered({ behavior: a }: Linkable, { behavior: b }: Linkable): number | undefined {
  const difference = answeredDifference(a, b);
  return difference && nearness(difference, 0.1, 0.12);
}
function rung({ behavior: a }: Linkable, { behavior: b }: Linkable): number | undefined {
  const difference = rungDifference(a, b);
  return difference && Math.min(2, nearness(difference, 0.05, 0.12));
}
const short = ({ behavior: a }: Linkable, { behavior: b }: Linkable) =>
  nearness(shortDifference(a, b), 0.1, 0.12);

function callers(a: Linkable, b: Linkable): number {
  if (sameCallerClass(a, b)) return 0;
  if (!sameFalseNumbers(a, b)) return 3;
  return sameNumberPattern(a, b) ? 1 : 2;
}

function numbers(a: Linkable, b: Linkable): number {
  if (isOneNumber(a) !== isOneNumber(b)) return 2;
  return isOneNumber(a) ? 0 : 1;
}

function message(a: Linkable, b: Linkable): number | undefined {
  const difference = heardDifference(a.behavior, b.behavior);
  if (difference === undefined) return undefined;
  const level = nearness(difference, 0.25, 0.3);
  if (level > 1) return level + 2;
  return 2 * level + (sameMessage(a.behavior, b.behavior) ? 0 : 1);
}

function areas(a: Linkable, b: Linkable): number | undefined {
  const difference = distributionDifference(...callsByArea(a.behavior, b.behavior));
  if (difference === undefined) return undefined;
  if (isAbove(difference, 0.8)) return 2;
  return isBelow(difference, 0.3) ? 0 : 1;
}

function time(a: Linkable, b: Linkable): number {
  if (startAndStopTogether(a, b)) return 0;
  const isCut = isCutBetween(a, b);
  if (takesOver(a, b) && !isCut) return 1;
  const apart = Math.min(Math.abs(a.first_ms - b.first_ms), Math.abs(a.last_ms - b.last_ms));
  if (apart <= 3 * minuteMs) return 2;
  if (runInTurn(a, b) && !isCut) return 3;
  const gap = gapMs(a, b);
  const shorter = Math.min(a.last_ms - a.first_ms, b.last_ms - b.first_ms);
  if (-gap > 0.8 * Math.max(1, shorter)) return 4;
  return runInTurn(a, b) || (gap >= 0 && gap < 66 * minuteMs) ? 5 : 6;
}

function pace(a: Linkable, b: Linkable): number {
  const [one, other] = [callsPerMs(a), callsPerMs(b)];
  const ratio = Math.max(one, other) / Math.min(one, other);
  const level = [1.25, 2, 4].findIndex((limit) => ratio < limit);
  return level < 0 ? 3 : level;
}

const isSameOrigin = (a: Linkable, b: Linkable) =>
  sameCustomer(a, b) || sameOrigid(a, b) || (sameProvider(a, b) && !differentOrigids(a, b));

/** All comparisons whose match weights are added up. docs/detection/rules.md shows them with their weights. */
export const comparisons = {
  callers: {
    levels: [
      'same class',
      'same number pattern',
      'different patterns',
      'only one with numbers nobody can have',
    ],
    of: callers,
  },
  numbers: { levels: ['two numbers in steady use', 'two pools', 'a number and a pool'], of: numbers },
  shared: {
    levels: ['over 5% of the calling numbers in common', 'less'],
    of: ({ behavior: a }, { behavior: b }) => (sharedNumbers(a, b) > 0.05 ? 0 : 1),
  },
  message: {
    levels: [
      'durations alike, message ends within 1 s',
      'durations alike',
      'durations near, message ends within 1 s',
      'durations near',
      'unclear',
      'different',
    ],
    of: message,
  },
  short: {
    levels: ['within 0.12', 'beyond, perhaps by chance', 'surely beyond'],
    of: (a, b) => Math.max(0, short(a, b) - 1),
  },
  answered: {
    levels: ['surely within 0.10', 'within 0.12', 'beyond, perhaps by chance', 'surely beyond'],
    of: answered,
  },
  rung: {
    levels: ['surely within 0.05', 'within 0.12', 'beyond'],
    of: rung,
  },
  areas: { levels: ['squared distance surely below 0.3', 'unclear', 'surely above 0.8'], of: areas },
  time: {
    levels: [
      'begin and end together',
      'one takes over from the other',
      'begin or end within 3 minutes',
      'in turn',
      'one within the other, by 80%',
      'cut at the full hour, or a gap below 66 minutes',
      'a longer gap, or a small overlap',
    ],
    of: time,
  },
  pace: { levels: ['within 1.25 times', 'within twice', 'within 4 times', 'further apart'], of: pace },
  origin: {
    levels: ['same customer, origid or provider', 'another one, or unknown'],
    of: (a, b) => (isSameOrigin(a, b) ? 0 : 1),
  },
} as const satisfies Readonly<Record<string, Comparison>>;

export type ComparisonName = keyof typeof comparisons;
