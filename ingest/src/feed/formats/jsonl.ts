import { damagedNumber, isDamaged } from '@ringtrace/enrich/signalled';
import type { FeedFormat, FeedRecord } from '../format.ts';
import { requireJson } from '../layout.ts';
import { type Line, readLines } from '../lines.ts';
import { withoutStacks } from '../without-stacks.ts';
import { readCanonical } from './canonical.ts';

/** A number written as a JSON number with an exponent. In canonical JSON only such a number has an E between digits. */
const exponential = /"(call(?:ing|ed)_number)"\s*:\s*(\d+(?:\.\d+)?)[eE]\+?(\d+)/g;

function read({ line, text, cut }: Line): FeedRecord {
  if (cut) return { line, reason: 'is longer than a record can be', text };
  // Parsed as a number, it would become whole again, with zeros for the digits that are lost.
  for (const [, field = '', mantissa = '', power = ''] of text.matchAll(exponential))
    if (isDamaged(`${mantissa}E+${power}`)) return { line, reason: `${field}: ${damagedNumber}`, text };
  let value: unknown;
  try {
    value = withoutStacks((): unknown => JSON.parse(text));
  } catch {
    return { line, reason: 'is not JSON', text };
  }
  const cdr = readCanonical(value);
  return typeof cdr === 'string' ? { line, reason: cdr, text } : { line, cdr };
}

/**
 * Canonical JSON Lines: one object a line, with the field names of `schemas/src/cdr.ts`. Nullable fields and fields
 * with a default may be left out. An unknown field refuses its line, so that a misspelt name does not lose its value.
 */
export const jsonl: FeedFormat = {
  name: 'jsonl',
  needsTimezone: false,
  open: () => ({
    async *read(raw, file) {
      const bytes = await requireJson(raw, file, 'jsonl');
      for await (const lines of readLines(bytes)) for (const line of lines) yield read(line);
    },
  }),
};
