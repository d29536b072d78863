import { expect, it } from 'vitest';
import { lastBin } from '../features/outcome.ts';
import { thresholds } from '../thresholds.ts';
import { baselineOf } from './baseline.ts';
import { histogramOf, messageMode } from './excess.ts';
import { isRecording, isRejectedRecording } from './recording.ts';

/** Calls that were heard for longer: some end together and early, each of the others at a time of its own. */
const heard = (together: number, apart: number) => {
  const bins = Array.from({ length: 40 }, (_, i) => 20 + i);
  const spread = bins.map((_, i) => Math.floor(apart / 40) + (i < apart % 40 ? 1 : 0));
  return {
    outcomes: [
      [10, ...bins],
      [together, ...spread],
    ],
  } as const;
};

it('one recording takes nearly half of the calls that were heard to end together', () => {
  expect(isRecording(heard(460, 540))).toBe(true);
  expect(isRecording(heard(400, 600))).toBe(false);
});

it('where few calls were heard, more of them must end together: talks may by chance', () => {
  expect(isRecording(heard(8, 8))).toBe(false);
  expect(isRecording(heard(11, 5))).toBe(true);
  expect(isRecording(heard(40, 40))).toBe(true);
  expect(isRecording(heard(9, 0))).toBe(false);
});

/** Calls that are heard for 8 s to 2 min, by the bin of 2 s that they end in. */
const ending = (callsIn: (bin: number) => number) => {
  const bins = Array.from({ length: lastBin - 5 }, (_, i) => 5 + i);
  return { outcomes: [bins, bins.map((bin) => Math.round(callsIn(bin)))] } as const;
};
/** Share of people's talks that end in a bin, of a lognormal law: `median` bins, and its sigma. */
const talk = (median: number, sigma: number) => (bin: number) =>
  Math.exp(-((Math.log(bin / median) / sigma) ** 2) / 2) / (bin * sigma * Math.sqrt(2 * Math.PI));

it('a recording that machines hear for longer, and that many break off, stands out from the lengths on both sides', () => {
  const voicemail = (bin: number) => (bin > 25 && bin < 30 ? 50 : 0);
  const brokenOff = (bin: number) => (bin < 25 ? 14 : 0);
  const played = ending((bin) => (bin === 25 ? 180 : 0) + voicemail(bin) + brokenOff(bin) + 3);
  expect(isRecording(played)).toBe(true);
});

it('talks of people do not stand out, however alike they are', () => {
  for (const median of [10, 15, 22, 30])
    for (const sigma of [0.3, 0.5, 0.7, 1])
      expect(isRecording(ending((bin) => 2_000 * talk(median, sigma)(bin)))).toBe(false);
});

it('a pitch that a fifth break off at its end is no recording, nor is a peak of few talks', () => {
  const talks = (calls: number) => (bin: number) => calls * talk(20, 0.8)(bin);
  expect(isRecording(ending((bin) => talks(800)(bin) + (bin === 24 ? 200 : 0)))).toBe(false);
  expect(isRecording(ending((bin) => talks(24)(bin) + (bin === 24 ? 6 : 0)))).toBe(false);
});

/** Calls that are hung up on early: each bin has so much of the one before. */
const hungUp = (most: number, rate: number) => (bin: number) => most * rate ** (bin - 5);
const shortMessage = (bin: number) => (bin === 9 ? 40 : bin === 10 ? 25 : 0);

it('a recording of 16 s stands out where calls rise again after the hang-ups, and hardly anybody stays after its end', () => {
  const played = (bin: number) => hungUp(40, 0.5)(bin) + shortMessage(bin) + (bin < 30 ? 1 : 0);
  expect(isRecording(ending(played))).toBe(true);
  expect(isRecording(ending((bin) => played(bin) + (bin > 10 && bin < 15 ? 8 : 0)))).toBe(false);
  expect(isRecording(ending((bin) => played(bin) + (bin > 30 ? 1 : 0)))).toBe(false);
});

it('short talks of people are no recording, with and without hang-ups before them', () => {
  for (const median of [8, 9, 10, 11, 12, 14])
    for (const sigma of [0.35, 0.5, 0.7, 1])
      for (const [most, rate] of [
        [0, 0.5],
        [2_000, 0.3],
        [2_000, 0.5],
        [2_000, 0.7],
      ] as const) {
        const calls = (bin: number) => 20_000 * talk(median, sigma)(bin) + hungUp(most, rate)(bin);
        const { share } = messageMode(histogramOf(...ending(calls).outcomes));
        if (share < thresholds.recordingShare)
          expect([median, sigma, most, rate, isRecording(ending(calls))]).toEqual([
            median,
            sigma,
            most,
            rate,
            false,
          ]);
      }
});

it('hang-ups alone are no message that stands out, however steeply they fall', () => {
  for (const rate of [0.85, 0.9, 0.95]) {
    const falling = ending(hungUp(2_000, rate)).outcomes;
    const early = [
      [3, 4, ...falling[0]],
      [2_000 / rate ** 2, 2_000 / rate, ...falling[1]],
    ] as const;
    expect([rate, isRecording({ outcomes: early })]).toEqual([rate, false]);
  }
});

it('people who refuse a survey within some ten seconds play no recording, however many they are', () => {
  const refused = (mean: number) => (bin: number) => 2_000 * Math.exp((-2 * bin) / mean);
  for (const mean of [3, 4, 6, 8])
    for (const talks of [0, 100, 300]) {
      const calls = (bin: number) => refused(mean)(bin) + talks * talk(30, 1)(bin);
      const { outcomes } = ending(calls);
      const early = [
        [3, 4, ...outcomes[0]],
        [Math.round(calls(3)), Math.round(calls(4)), ...outcomes[1]],
      ] as const;
      expect([mean, talks, isRecording({ outcomes: early })]).toEqual([mean, talks, false]);
    }
});

it('a recording of 12 s that machines hear at other times than people is one where the calls rise again after the hang-ups', () => {
  const played = (before: number) => {
    const calls = (bin: number) =>
      bin === 7 ? 300 : bin > 7 && bin < 11 ? 60 : bin < 7 ? before : bin < 30 ? 8 : 0;
    const { outcomes } = ending(calls);
    return [
      [3, 4, ...outcomes[0]],
      [2 * before, 2 * before, ...outcomes[1]],
    ] as const;
  };
  expect(isRecording({ outcomes: played(60) })).toBe(true);
  expect(isRecording({ outcomes: played(170) })).toBe(false);
});

it('talks of two minutes and more are no recording: each has a length of its own', () => {
  const [bins, calls] = heard(0, 200).outcomes;
  expect(
    isRecording({
      outcomes: [
        [...bins, lastBin],
        [...calls, 800],
      ],
    }),
  ).toBe(false);
});

it('talks that are broken off early are no recording: calls of up to 8 s do not count with those beside them', () => {
  const longer = Array.from({ length: 23 }, (_, i) => 8 + i);
  const falling = [
    [4, 5, 6, 7, ...longer],
    [250, 100, 80, 70, ...longer.map(() => 20)],
  ] as const;
  expect(isRecording({ outcomes: falling })).toBe(false);
});

it('a recording is rejected where people hang up on it, not where they hear it to the end', () => {
  const baseline = baselineOf([], [], { receiving: 0.5, calledBack: 0.03 });
  const playing = heard(300, 100);
  expect(isRejectedRecording({ ...playing, short: 400, answered: 800 }, baseline)).toBe(true);
  expect(isRejectedRecording({ ...playing, short: 100, answered: 500 }, baseline)).toBe(false);
  expect(isRejectedRecording({ ...heard(100, 300), short: 400, answered: 800 }, baseline)).toBe(false);
});
