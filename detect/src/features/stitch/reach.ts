import { startsWithin } from '../../sql/start-time.ts';

/** Legs of one pair of numbers belong together while no more than this lies between them: hops and clock offsets. */
const stitchGapS = 10;
/** The same in ms. */
export const gapMs = 1000 * stitchGapS;
/** Legs that go on for longer are many calls, not one: they are cut at every full minute. */
export const chainS = 60;
/**
 * So many minutes around a minute are read with it. They show whether legs at its edge go on for longer than a call
 * may. What lies further away makes no difference.
 */
export const stitchReachMin = Math.ceil((chainS + stitchGapS + 1) / 60);
/** A minute, those before it and those after it, as minutes from it. */
export const offsets = Array.from({ length: 2 * stitchReachMin + 1 }, (_, i) => i - stitchReachMin);
/** How far these reach, s. */
export const edgeS = 60 * stitchReachMin;

/** SQL: legs that start in a stage's minutes or within reach of them. */
export const ofStage = startsWithin(`{first: Int64} - ${edgeS}`, `{end: Int64} + ${edgeS}`);

/** SQL: the minute of a time. */
export const minuteOf = (time: string) => `toStartOfMinute(${time}, 'UTC')`;
/** SQL: whether a minute is in one of the lists that the statements are sent. `Batch` says what each list holds. */
export const isOf = (minute: string, list: 'whole' | 'partly' | 'changed' | 'beside' | 'unkept' | 'edges') =>
  `${minute} IN (SELECT value FROM ${list})`;
