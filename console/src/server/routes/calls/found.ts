import { z } from 'zod';
import { type LegSearch, type LegSort, legSorts, readLegs } from '../../queries/legs.ts';
import { withinTime } from '../../queries/within-time.ts';
import type { Work } from '../../route/work.ts';
import { type Asked, iso } from './asked.ts';

/** A search that takes longer than this is given up, s. */
const mostSeconds = 10;
const narrower =
  'Narrow it: a shorter range of time, one carrier, or a whole number instead of its first digits.';

export async function found(work: Work, search: LegSearch, sort: string, limit: number, offset: number) {
  const by: LegSort = legSorts.find((name) => name === sort.replace(/^-/, '')) ?? 'start_time';
  const page = { sort: by, descending: sort.startsWith('-'), limit, offset };
  return withinTime({ seconds: mostSeconds, field: 'from', wayOut: narrower }, (settings) =>
    readLegs(work.store, search, page, settings),
  );
}

const spanShape = z.object({ from: z.iso.datetime(), to: z.iso.datetime() });
export const searchedFields = {
  searched: spanShape.nullable().describe('Range of time that was searched; null = all that is stored'),
  stored: spanShape.nullable().describe('First and last start of all stored legs; null = nothing is stored'),
  dropped_before: z.iso
    .datetime()
    .nullable()
    .describe('Retention drops records of before this, and the range begins before it; null = all are there'),
} as const;
export const searchedOf = ({ range, stored, droppedBefore }: Asked) => ({
  searched: range === undefined ? null : { from: iso(range.from), to: iso(range.to) },
  stored: stored.last === 0 ? null : { from: iso(stored.first), to: iso(stored.last) },
  dropped_before: droppedBefore === undefined ? null : iso(droppedBefore),
});
