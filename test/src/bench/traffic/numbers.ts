import { areas, exchange } from '@ringtrace/simulator/areas';
import { ocns, providerByShare, providerNames } from './network.ts';
import type { Words } from './words.ts';

/** 39 area codes of 100 exchanges: 39 million numbers. */
const exchanges = 100;
/** Numbers of an exchange. */
const lines = 10_000;
/** Area code and exchange, as six digits. */
const prefixes = Uint32Array.from({ length: areas.length * exchanges }, (_, i) => {
  const area = Math.floor(i / exchanges);
  return Number(`${areas[area]?.npa}${exchange(area, i % exchanges)}`);
});
/** The index of the provider that holds each exchange. A provider's share of them is its share of the calls. */
const holders = new Map(Array.from(prefixes, (prefix, i) => [prefix, providerByShare(i)]));

/** A number of an area, as ten digits. */
export const lineIn = (area: number, words: Words) =>
  (prefixes[area * exchanges + words.below(exchanges)] ?? 0) * lines + words.below(lines);

/** Number of lines of businesses such as call centers. */
export const busyLines = 20_000;
export const busyNumber = (line: number) =>
  (prefixes[(line * 7) % prefixes.length] ?? 0) * lines + Math.floor((line * 7) / prefixes.length) * 11;

/** The exchange of a number: area code and next three digits, as six digits. */
export const exchangeOf = (number: number) => Math.floor(number / lines);

/** The index of the provider that holds a number, and puts its calls on the network. */
export const holderOf = (number: number) => holders.get(exchangeOf(number)) ?? 0;

/** The exchanges and their holders as rows of a file for `ringtrace reference load number-blocks`, without its header. */
export const numberBlockRows = (): string[] =>
  Array.from(holders, ([prefix, holder]) => {
    const digits = String(prefix);
    return `${digits.slice(0, 3)},${digits.slice(3)},,${ocns[holder]},${providerNames[holder]},,,`;
  });
