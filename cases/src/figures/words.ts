import { wilson } from './interval.ts';

/** What a figure is where nothing was counted. */
export const none = 'none';

/** Makers of texts by decimals: to make one costs a hundred times as much as to use it. */
const formats = new Map<number, Intl.NumberFormat>();

function formatWith(decimals: number): Intl.NumberFormat {
  const known = formats.get(decimals);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  formats.set(decimals, format);
  return format;
}

/** A number for readers: grouped thousands, as many decimals as told; 'none' for nothing. */
export const inWords = (value: number | null, decimals = 0): string =>
  value === null ? none : formatWith(decimals).format(value);

const percent = (share: number) => `${inWords(100 * share, share === 0 || share === 1 ? 0 : 1)} %`;

/** A share with its counts and bounds, such as '3 of 4 (75.0 %; 30.1 % to 95.4 %)'; 'none' where nothing was counted. */
export function shareInWords(part: number, whole: number): string {
  const bounds = wilson(part, whole);
  if (bounds === undefined) return none;
  return `${inWords(part)} of ${inWords(whole)} (${percent(part / whole)}; ${percent(bounds.low)} to ${percent(bounds.high)})`;
}

/** A moment, to the minute, in UTC. */
export const momentInWords = (ms: number): string =>
  `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
