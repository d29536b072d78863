import { asteriskCsv } from './asterisk-csv.ts';
import { FeedError, type FeedFormat } from './format.ts';
import { jsonl } from './jsonl.ts';

/** Every format `ringtrace feed` reads. */
export const formats: readonly FeedFormat[] = [jsonl, asteriskCsv];

/** Throws FeedError, which lists the formats there are. */
export function formatNamed(name: string): FeedFormat {
  const format = formats.find((f) => f.name === name);
  if (format !== undefined) return format;
  throw new FeedError(`unknown format '${name}': use one of ${formats.map((f) => f.name).join(', ')}`);
}
