import { hourS } from '@ringtrace/schemas/durations';

/** More hours than a build and what reaches into it span. */
const hoursApart = 64;

/**
 * A number and an hour as one integer, in SQL over kept calls; `step` hours later than the call's. Sets of such integers cost
 * half of what sets of pairs cost. Hours count modulo 64: numbers have 15 digits at most, so that the product fits.
 */
export const numberHour = (number: string, step = 0) =>
  `${number} * ${hoursApart} + (intDiv(toUnixTimestamp(minute), ${hourS}) + ${hoursApart + step}) % ${hoursApart}`;
