import { bankNumber } from './busy-lines.ts';
import { givenNumber, neighbor, numbersOfOwn, usedOnce } from './caller-numbers.ts';
import type { DialerSpec } from './dialer.ts';
import { conversation, hungUp, recording } from './outcome.ts';

const usual = {
  campaign: true,
  targets: 'anywhere',
  repeats: 0,
  way: 'wholesale',
  callBacks: 0,
  callerName: null,
} as const;

/** The illegal campaigns of the example. Each works in another way. Durations in seconds. */
export const campaigns: readonly DialerSpec[] = [
  {
    ...usual,
    name: 'one-number-blast',
    origins: ['dialbright'],
    calls: 3000,
    startMinute: 140,
    minutes: 40,
    callers: numbersOfOwn(1),
    unassigned: 0.12,
    attests: [
      ['B', 7],
      ['C', 3],
    ],
    callBacks: 0.004,
    outcome: {
      answered: 0.36,
      talk: [
        [hungUp(1, 6), 72],
        [recording(27), 10],
        [recording(12, 1.5), 15],
        [conversation(90, 0.8), 3],
      ],
    },
  },
  {
    ...usual,
    name: 'numbers-used-once',
    origins: ['ringbridge'],
    calls: 2600,
    startMinute: 30,
    minutes: 300,
    callers: usedOnce(0.3),
    unassigned: 0.08,
    attests: [[null, 1]],
    outcome: {
      answered: 0.42,
      talk: [
        [hungUp(1, 6), 55],
        [recording(19), 22],
        [recording(22, 2), 20],
        [conversation(150, 0.7), 3],
      ],
    },
  },
  {
    ...usual,
    name: 'neighbour-spoof-from-abroad',
    origins: ['indra-voice'],
    calls: 2400,
    startMinute: 60,
    minutes: 180,
    callers: neighbor,
    unassigned: 0.06,
    attests: [[null, 1]],
    outcome: {
      answered: 0.5,
      talk: [
        [hungUp(1, 6), 45],
        [conversation(18, 0.7), 45],
        [conversation(260, 0.7), 10],
      ],
    },
  },
  {
    ...usual,
    name: 'bank-number-spoof',
    origins: ['brasstel'],
    calls: 1500,
    startMinute: 0,
    minutes: 360,
    callers: givenNumber(bankNumber),
    unassigned: 0.03,
    attests: [[null, 1]],
    callerName: 'HARBOR BANK',
    outcome: {
      answered: 0.55,
      talk: [
        [hungUp(1, 6), 35],
        [recording(35), 30],
        [recording(37, 2), 25],
        [conversation(300, 0.8), 10],
      ],
    },
  },
];
