import { describe, expect, it } from 'vitest';
import { FeedError, type FeedRecord, isBad, isGood } from '../format.ts';
import { formats } from '../formats.ts';
import { recordsIn } from './read.ts';

const deep = 100_000;
const texts: readonly (readonly [string, string])[] = [
  ['objects', `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`],
  ['objects, cut off', '{"a":'.repeat(deep)],
  ['lists', `${'['.repeat(deep)}${']'.repeat(deep)}`],
  ['lists in a field', `{"call_id":${'['.repeat(deep)}1${']'.repeat(deep)}}`],
  ['lists on as many lines', `${'[\n'.repeat(deep)}${']\n'.repeat(deep)}`],
  ['elements', `${'<a>'.repeat(deep)}${'</a>'.repeat(deep)}`],
  ['quotes', '"('.repeat(deep)],
];

/** The records of a file, or the one refused line that says why it has none. */
const outcome = (records: Promise<FeedRecord[]>): Promise<FeedRecord[] | string> =>
  records.catch((error: unknown) => {
    if (error instanceof FeedError) return error.message;
    throw error;
  });

describe.each(formats.map((format) => [format.name, format] as const))('%s', (_, format) => {
  it.each(texts)('refuses %s nested 100,000 deep', async (_, text) => {
    const found = await outcome(recordsIn(format, `${text}\n`));
    expect(found.length).toBeGreaterThan(0);
    if (typeof found === 'string') return;
    expect(found.filter(isGood)).toEqual([]);
    expect(found.filter((record) => isBad(record) && record.reason === '')).toEqual([]);
  });
});
