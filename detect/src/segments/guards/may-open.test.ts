import { describe, expect, it } from 'vitest';
import { features } from '../../features/features.fixture.ts';
import type { Features } from '../../features/features.ts';
import { lastBin } from '../../features/outcome.ts';
import { bins, ordinaryBaseline as ordinary } from '../baseline.fixture.ts';
import { judgeSegment } from '../score.ts';
import { mayOpen } from './may-open.ts';

const longer = bins.filter((bin) => bin >= 4 && bin < 54);
/** 2,000 calls: 1,300 unanswered, 450 hung up within 6 s, and 250 that last for this or that time. */
const people = {
  outcomes: [
    [0, 2, 3, ...longer],
    [1_300, 225, 225, ...longer.map(() => 5)],
  ],
} satisfies Partial<Features>;
/** The same where these 250 hear a message of 24 s. */
const recording = {
  outcomes: [
    [0, 2, 3, 13],
    [1_300, 225, 225, 250],
  ],
} satisfies Partial<Features>;

const counted = {
  ...features,
  ...people,
  calls: 2_000,
  answered: 700,
  short: 450,
  asked_calls: 2_000,
  source_calls: 2_000,
  called_numbers: 1_990,
  attested_b: 0,
  unproven: 0,
};
/** Whether 2,000 calls of people who talk, from one number, may open a campaign with these counts. */
const opens = (more: Partial<Features>) => mayOpen(judgeSegment({ ...counted, ...more }, ordinary));
/** The same where the calls play a recording that is hung up on. */
const opensPlaying = (more: Partial<Features>) => opens({ ...recording, ...more });

describe('evidence that a campaign needs against its caller', () => {
  it('is not its behavior: a survey behaves like one', () => {
    expect(opens({ asked_called_back: 20 })).toBe(false);
    expect(opensPlaying({ asked_called_back: 20 })).toBe(false);
  });

  it('is not attestation alone, whatever it says', () => {
    for (const mark of ['unproven', 'attested_b', 'improper'] as const)
      for (const asking of [opens, opensPlaying])
        expect([mark, asking({ [mark]: 2_000, asked_called_back: 20 })]).toEqual([mark, false]);
  });

  it('may be that nobody calls back, beside anything else, where nobody answers for the calls', () => {
    const few = { foreign: 300 };
    expect(opens({})).toBe(false);
    expect(opens(few)).toBe(true);
    expect(opens({ ...few, asked_called_back: 20 })).toBe(false);
    expect(opens({ ...few, attested_a: 700 })).toBe(true);
    expect(opens({ ...few, attested_a: 900 })).toBe(false);
    expect(opens({ ...few, improper: 900 })).toBe(false);
  });

  it('may be that nobody calls back a recording that is hung up on', () => {
    expect(opensPlaying({})).toBe(true);
    expect(opensPlaying({ asked_called_back: 20 })).toBe(false);
    expect(opensPlaying({ attested_a: 900 })).toBe(false);
    expect(opensPlaying({ improper: 900 })).toBe(false);
    // Heard to its end, as a notice is that people asked for.
    expect(
      opensPlaying({
        outcomes: [
          [0, 2, 13],
          [1_300, 100, 600],
        ],
        short: 100,
      }),
    ).toBe(false);
  });

  it('is not that nobody called back yet: that takes some hundreds of calls', () => {
    expect(opens({ foreign: 300, asked_calls: 250 })).toBe(false);
    expect(opens({ foreign: 300, asked_calls: 500 })).toBe(true);
  });

  it('is not that nobody called back calls of the last half hour', () => {
    expect(opens({ foreign: 300, recent_calls: 1_500, recent_asked_calls: 1_500 })).toBe(true);
    expect(opens({ foreign: 300, recent_calls: 1_800, recent_asked_calls: 1_800 })).toBe(false);
  });

  it('is not attestation together with few call-backs: a survey with numbers of another provider has both', () => {
    for (const mark of ['unproven', 'attested_b'] as const)
      for (const asked_called_back of [0, 8])
        expect([mark, opens({ asked_called_back, [mark]: 2_000 })]).toEqual([mark, false]);
  });

  it('may be attestation that one signer changes from call to call', () => {
    const attested = { number: 1, kind: 'number', unproven: 1_000, attested_b: 1_000 } as const;
    expect(opens(attested)).toBe(false);
    expect(opens({ ...attested, changing_attestation: 1_000 })).toBe(true);
    expect(opens({ ...attested, changing_attestation: 1_000, asked_called_back: 40 })).toBe(false);
  });

  it('is attestation that changes only once call-backs would show, whatever the feeds show of them', () => {
    const changing = {
      ...({ number: 1, kind: 'number' } as const),
      unproven: 1_000,
      attested_b: 1_000,
      changing_attestation: 1_000,
    };
    const recent = (calls: number) => ({ ...changing, recent_calls: calls, recent_asked_calls: calls });
    expect(opens(recent(2_000))).toBe(false);
    expect(opens(recent(1_800))).toBe(false);
    expect(opens(recent(1_700))).toBe(true);
    const blind = { ...ordinary, calledBack: 0 };
    expect(mayOpen(judgeSegment({ ...counted, ...recent(2_000) }, blind))).toBe(false);
    expect(mayOpen(judgeSegment({ ...counted, ...changing }, blind))).toBe(true);
  });

  it('is not attestation that changes where whoever knows the customer mostly answers for the number', () => {
    // Of most calls the signature is lost.
    const signed = (attested_a: number, attested_b: number) => ({
      ...({ number: 1, kind: 'number' } as const),
      attested_a,
      attested_b,
      unproven: 200,
      changing_attestation: 150,
    });
    expect(opens(signed(100, 200))).toBe(true);
    expect(opens(signed(140, 200))).toBe(false);
    expect(opens({ ...signed(0, 200), improper: 140 })).toBe(false);
    expect(opens(signed(0, 0))).toBe(true);
  });

  it('is not attestation alone where the feeds show no call-backs at all', () => {
    const blind = { ...ordinary, calledBack: 0 };
    for (const mark of ['unproven', 'improper'] as const)
      expect(mayOpen(judgeSegment({ ...counted, ...recording, [mark]: 2_000 }, blind))).toBe(false);
  });

  it('may be many numbers of one customer, unless they are called back', () => {
    const many = { place: 'customer', kind: 'source', calling_numbers: 1_700, improper: 2_000 } as const;
    expect(opens({ ...many, asked_called_back: 2 })).toBe(true);
    expect(opens({ ...many, asked_called_back: 10 })).toBe(false);
    expect(opens({ ...many, asked_called_back: 10, unheld: 2_000 })).toBe(true);
    // Small callers behind a reseller play no common recording.
    expect(opensPlaying({ ...many, asked_called_back: 10 })).toBe(true);
    // Of callers that others call too, behind a provider that names no customer.
    const ofMany = { ...many, place: 'claimed', asked_calls: 0 } as const;
    expect(opens({ ...ofMany, called_back: 9 })).toBe(true);
    expect(opens({ ...ofMany, called_back: 10 })).toBe(false);
  });

  it('is not many numbers that are shown more than once where people talk: they may be those of small callers', () => {
    const many = { place: 'customer', kind: 'source', calling_numbers: 1_700, asked_called_back: 2 } as const;
    expect(opens({ ...many, distinct_numbers: 1_601 })).toBe(true);
    expect(opens({ ...many, distinct_numbers: 1_600 })).toBe(false);
    expect(opens({ ...many, distinct_numbers: 1_600, unheld: 2_000 })).toBe(true);
    // No small caller has another provider's customer show its number.
    expect(opens({ ...many, distinct_numbers: 1_600, several_origins: 2_000 })).toBe(true);
    expect(opensPlaying({ ...many, distinct_numbers: 1_600 })).toBe(true);
    // A recording that is heard to its end is one caller's all the same.
    const heard = [
      [0, 2, 13],
      [1_300, 100, 600],
    ] satisfies Features['outcomes'];
    expect(opens({ ...many, distinct_numbers: 1_600, outcomes: heard, short: 100 })).toBe(true);
  });

  it('may be many numbers where of thousands of calls hardly one is called back: nobody is there', () => {
    const many = {
      place: 'customer',
      kind: 'source',
      calling_numbers: 1_700,
      distinct_numbers: 400,
    } as const;
    expect(opens({ ...many, asked_calls: 2_200 })).toBe(false);
    expect(opens({ ...many, asked_calls: 2_400 })).toBe(true);
    expect(opens({ ...many, asked_calls: 2_400, asked_called_back: 1 })).toBe(false);
    expect(opens({ ...many, asked_calls: 2_400, recent_asked_calls: 200 })).toBe(false);
  });

  it('is not many numbers that are called back now and then, though a call-back makes its caller a known one', () => {
    const many = {
      ...({ place: 'claimed', kind: 'source', calling_numbers: 1_700, distinct_numbers: 1_500 } as const),
      ...{ calls: 3_000, called_numbers: 2_990, source_calls: 3_000, asked_calls: 2_900 },
    };
    // Three in 3,000 are what friends of the callers of the other hundred calls make.
    expect([0, 3, 6, 14].map((called_back) => opens({ ...many, called_back }))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('may be many numbers that play the one recording that people hang up on, however they are called back', () => {
    const few = { kind: 'source', asked_called_back: 12, called_back: 12, attested_a: 2_000 } as const;
    expect(opensPlaying({ ...few, calling_numbers: 16 })).toBe(false);
    expect(opensPlaying({ ...few, calling_numbers: 34 })).toBe(true);
    expect(opens({ ...few, calling_numbers: 34 })).toBe(false);
    // The same twelve numbers in three hours.
    expect(opensPlaying({ ...few, calling_numbers: 36, distinct_numbers: 12 })).toBe(false);
  });

  it('may be that customers of other providers use the numbers, though their friends call these people', () => {
    const stolen = {
      ...({ kind: 'source', calling_numbers: 900, sampled_numbers: 400, source_receiving: 700 } as const),
      asked_called_back: 12,
    };
    expect(opens({ ...stolen, elsewhere_numbers: 120 })).toBe(true);
    // Of a call center that dials out by several providers.
    expect(opens({ ...stolen, elsewhere_numbers: 400, source_receiving: 30 })).toBe(false);
    expect(opens({ ...stolen, elsewhere_numbers: 40 })).toBe(false);
    // Behind a transit, subscribers' calls may be among them.
    expect(opens({ ...stolen, elsewhere_numbers: 120, by_transit: true })).toBe(false);
    // The same sixteen numbers in many hours are no more than sixteen.
    const again = { ...stolen, distinct_numbers: 16, elsewhere_numbers: 90 };
    expect([opens(again), opens({ ...again, distinct_numbers: 900 })]).toEqual([false, true]);
    // Whoever forwards calls rings few lines.
    expect(opens({ ...stolen, elsewhere_numbers: 400, called_numbers: 1_400 })).toBe(false);
  });

  it('is not the use of numbers before anybody had the time to call back, or where feeds show call-backs of nobody', () => {
    const many = { place: 'customer', kind: 'source', calling_numbers: 1_700 } as const;
    const start = { recent_calls: 1_900, recent_asked_calls: 1_900 };
    const blind = { ...ordinary, calledBack: 0.0012 };
    for (const use of [many, { several_origins: 2_000 }]) {
      expect(opens(use)).toBe(true);
      expect(opens({ ...use, ...start })).toBe(false);
      expect(opensPlaying({ ...use, ...start })).toBe(true);
      expect(mayOpen(judgeSegment({ ...counted, ...use }, blind))).toBe(false);
    }
    expect(opens({ ...many, ...start, unheld: 2_000 })).toBe(true);
    // A help desk abroad that has just begun.
    expect(opens({ foreign: 2_000, ...start })).toBe(false);
  });

  it('is not many numbers where most calls are ordinary ones: the numbers may be those of others', () => {
    const many = { place: 'customer', kind: 'source', calling_numbers: 1_700 } as const;
    const [outcomes, calls] = people.outcomes;
    const mixed = (conversations: number, more: Partial<Features> = many) =>
      opens({
        ...more,
        kind: 'source',
        calls: 2_000 + conversations,
        outcomes: [
          [...outcomes, lastBin],
          [...calls, conversations],
        ],
      });
    expect(mixed(0)).toBe(true);
    expect(mixed(400)).toBe(false);
    const stolen = {
      calling_numbers: 900,
      sampled_numbers: 400,
      elsewhere_numbers: 120,
      source_receiving: 700,
    };
    expect([mixed(0, stolen), mixed(400, stolen)]).toEqual([true, false]);
  });

  it('may be a number at several origins, unless it is called back', () => {
    expect(opens({ several_origins: 2_000 })).toBe(true);
    expect(opens({ several_origins: 2_000, asked_called_back: 30 })).toBe(false);
  });

  it('is not one number at several origins before it is all but sure that nobody calls back: a call center dials by several providers', () => {
    const few = { several_origins: 400, calls: 400, asked_calls: 400 };
    expect(opens(few)).toBe(false);
    // Many numbers are nobody's call center.
    expect(opens({ ...few, calling_numbers: 150 })).toBe(true);
    expect(opens({ several_origins: 500, calls: 500, asked_calls: 500 })).toBe(true);
    expect(opens({ several_origins: 500, calls: 500, asked_calls: 500, called_back: 1 })).toBe(false);
  });

  it('may be domestic numbers from abroad, unless few numbers may be those of a help desk that is called back', () => {
    const abroad = { foreign: 2_000, rmd_missing: 2_000, unproven: 2_000 };
    expect(opens(abroad)).toBe(true);
    expect(opens({ ...abroad, called_back: 40 })).toBe(false);
    // Too few calls to tell that nobody calls back. This is asked more strictly: numbers are rented, and their holder
    // may not report.
    const few = { ...abroad, calls: 400, asked_calls: 400, asked_called_back: 2 };
    expect(opens({ ...few, called_back: 0 })).toBe(false);
    expect(opens({ ...few, called_back: 0, calls: 500, asked_calls: 500 })).toBe(true);
    expect(opens({ ...few, called_back: 2, calling_numbers: 150 })).toBe(true);
  });

  it('is not domestic numbers from abroad where each of them is called itself, and called back', () => {
    const called = { foreign: 2_000, asked_calls: 0, calling_numbers: 600, called_back: 100 };
    expect(opens(called)).toBe(false);
    expect(opens({ ...called, called_back: 2 })).toBe(true);
    // One record more changes nothing.
    for (const asked_calls of [1, 10, 100])
      expect([asked_calls, opens({ ...called, asked_calls })]).toEqual([asked_calls, false]);
    expect(opens({ ...called, asked_calls: 300 })).toBe(true);
  });

  it('is neither of these where called parties wait for the calls, as for a passcode: most answer, and few hang up at once', () => {
    const passcodes = (answered: number, short: number, more: Partial<Features> = {}) =>
      opens({
        foreign: 2_000,
        rmd_missing: 2_000,
        unproven: 2_000,
        answered,
        short,
        outcomes: [
          [0, 2, 13],
          [2_000 - answered, short, answered - short],
        ],
        ...more,
      });
    expect(passcodes(1_600, 100)).toBe(false);
    expect(passcodes(1_300, 100)).toBe(true);
    expect(passcodes(1_600, 500)).toBe(true);
    // The sender's name, or a number that a gateway cut off.
    expect(passcodes(1_600, 100, { unusable: 2_000 })).toBe(false);
    expect(passcodes(1_300, 100, { unusable: 2_000, foreign: 0 })).toBe(true);
    const madeUp = {
      kind: 'source',
      caller_class: 'unusable',
      unusable: 2_000,
      calling_numbers: 1_900,
    } as const;
    expect(passcodes(1_600, 100, madeUp)).toBe(true);
    expect(passcodes(1_600, 100, { foreign: 0, several_origins: 2_000 })).toBe(false);
    // A number that cannot be the caller's is another matter.
    expect(passcodes(1_600, 100, { dno: 2_000 })).toBe(true);
  });

  it('is a help desk whose busy numbers make most calls, though other numbers with one call each are among them', () => {
    const mixed = { foreign: 2_000, calls: 300, asked_calls: 300, calling_numbers: 100 };
    expect(opens({ ...mixed, busy_calls: 150 })).toBe(true);
    expect(opens({ ...mixed, busy_calls: 151 })).toBe(false);
    expect(
      opens({ ...mixed, calls: 2_000, asked_calls: 2_000, calling_numbers: 500, busy_calls: 1_200 }),
    ).toBe(true);
  });

  it('is not that a provider is not listed: all its customers share that', () => {
    expect(opens({ rmd_missing: 2_000, asked_called_back: 20 })).toBe(false);
    expect(opens({ rmd_missing: 2_000, unproven: 2_000, asked_called_back: 20 })).toBe(false);
    expect(opensPlaying({ rmd_missing: 2_000, asked_called_back: 20 })).toBe(true);
  });

  it('is no rejected recording where people are hung up on once conversations are subtracted alone', () => {
    const many = { rmd_missing: 2_000, asked_called_back: 20 };
    // 1,300 unanswered, 250 hung up at once, 250 that end alike, and 300 conversations.
    const talks = [
      [0, 2, 13, lastBin],
      [1_300, 250, 250, 300],
    ] satisfies Features['outcomes'];
    expect(opens({ ...many, outcomes: talks, calls: 2_100, answered: 800, short: 250 })).toBe(false);
    expect(opensPlaying(many)).toBe(true);
  });

  it('is no rejected recording where a few calls were answered', () => {
    const few = (answered: number, heard: number) => ({
      rmd_missing: 2_000,
      unproven: 2_000,
      asked_called_back: 20,
      outcomes: [
        [0, 2, 13],
        [2_000 - answered, answered - heard, heard],
      ] satisfies Features['outcomes'],
      answered,
      short: answered - heard,
    });
    expect(opens(few(4, 1))).toBe(false);
    expect(opens(few(40, 9))).toBe(false);
    expect(opens(few(700, 250))).toBe(true);
  });

  it("may be a number that cannot be the caller's", () => {
    expect(opens({ dno: 2_000, asked_called_back: 20 })).toBe(true);
    expect(opens({ neighbor: 2_000, asked_called_back: 20 })).toBe(true);
  });
});
