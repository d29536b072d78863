import { givenNumber, localPresence, numbersOfOwn } from './caller-numbers.ts';
import type { DialerSpec } from './dialer.ts';
import { conversation, hungUp, recording } from './outcome.ts';
import { ownNumbers } from './signing.ts';

const usual: Omit<DialerSpec, 'name' | 'origins' | 'calls' | 'outcome'> = {
  campaign: false,
  startMinute: 0,
  minutes: 360,
  callers: numbersOfOwn(1),
  targets: 'anywhere',
  repeats: 0,
  unassigned: 0.01,
  attests: ownNumbers,
  way: 'direct',
  callBacks: 0.03,
  callerName: null,
};

/** Legitimate bulk callers that look suspicious (sources in README.md). Durations in seconds. */
export const bulkCallers: readonly DialerSpec[] = [
  {
    ...usual,
    name: 'school-notice',
    origins: ['cloudring'],
    calls: 2400,
    startMinute: 95,
    minutes: 12,
    targets: 'one-area',
    callBacks: 0.02,
    callerName: 'LINCOLN USD',
    outcome: {
      answered: 0.84,
      talk: [
        [recording(28), 45],
        [recording(31, 1.5), 35],
        [hungUp(4, 28), 20],
      ],
    },
  },
  {
    ...usual,
    name: 'pharmacy-reminder',
    origins: ['cloudring'],
    calls: 1500,
    callBacks: 0.05,
    callerName: 'WESTON PHARMACY',
    outcome: {
      answered: 0.72,
      talk: [
        [recording(22, 0.5), 50],
        [recording(26, 2), 30],
        [hungUp(3, 22), 20],
      ],
    },
  },
  {
    ...usual,
    name: 'appointment-reminder',
    origins: ['voxhill'],
    calls: 1000,
    minutes: 300,
    targets: 'one-area',
    callBacks: 0.08,
    outcome: {
      answered: 0.75,
      talk: [
        [recording(25, 1), 70],
        [hungUp(5, 25), 20],
        [conversation(60, 0.7), 10],
      ],
    },
  },
  {
    ...usual,
    name: 'debt-collector',
    origins: ['tidewater'],
    calls: 1300,
    callers: localPresence,
    repeats: 0.35,
    unassigned: 0.04,
    callBacks: 0.06,
    outcome: {
      answered: 0.28,
      talk: [
        [hungUp(1.5, 6), 22],
        [conversation(16, 0.7), 50],
        [conversation(120, 1), 28],
      ],
    },
  },
  {
    ...usual,
    name: 'political-survey',
    origins: ['dialbright'],
    calls: 1600,
    startMinute: 60,
    minutes: 240,
    callers: numbersOfOwn(3),
    unassigned: 0.04,
    callBacks: 0.025,
    outcome: {
      answered: 0.33,
      talk: [
        [hungUp(2, 6), 25],
        [conversation(14, 0.6), 50],
        [conversation(190, 0.6), 25],
      ],
    },
  },
  {
    ...usual,
    name: 'passcode',
    origins: ['cloudring'],
    calls: 1000,
    callBacks: 0.004,
    outcome: {
      answered: 0.93,
      talk: [
        [recording(10, 0.5), 85],
        [hungUp(4, 10), 15],
      ],
    },
  },
  {
    ...usual,
    name: 'passcode-from-abroad',
    origins: ['albion-tel'],
    callers: givenNumber('+442079460137'),
    calls: 700,
    callBacks: 0,
    outcome: {
      answered: 0.92,
      talk: [
        [recording(9, 0.5), 85],
        [hungUp(3, 9), 15],
      ],
    },
  },
  {
    ...usual,
    name: 'call-centre',
    origins: ['bluepeak'],
    calls: 1600,
    callers: numbersOfOwn(6),
    repeats: 0.15,
    unassigned: 0.02,
    callBacks: 0.08,
    outcome: {
      answered: 0.45,
      talk: [
        [hungUp(2, 6), 10],
        [conversation(40, 0.8), 50],
        [conversation(200, 0.8), 40],
      ],
    },
  },
  {
    ...usual,
    name: 'fax-server',
    origins: ['dialbright'],
    calls: 600,
    repeats: 0.25,
    unassigned: 0.02,
    callBacks: 0,
    outcome: {
      answered: 0.8,
      talk: [
        [recording(42, 2), 50],
        [recording(74, 3), 30],
        [hungUp(4, 9), 20],
      ],
    },
  },
];
