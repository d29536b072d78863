import { z } from 'zod';
import { InputError, type Part } from './input.ts';

const first = Date.UTC(1970, 0, 1);
/** The store's times end some centuries later. */
const last = Date.UTC(2200, 0, 1);

/** A moment that a client writes, with its offset from UTC. */
export const givenTime = z.iso
  .datetime({
    offset: true,
    abort: true,
    error: "write a time with its offset from UTC, such as '2026-03-20T15:00:00-04:00'",
  })
  .refine(
    (time) => Date.parse(time) >= first && Date.parse(time) < last,
    'it must lie between 1970 and 2200',
  );

/** A moment that a client writes and that must not lie ahead, ms since 1970. Throws InputError where it does. */
export function pastMoment(time: string, now: number, part: Part, field: string): number {
  const moment = Date.parse(time);
  if (moment <= now) return moment;
  throw new InputError(part, [{ field, message: 'it must not lie in the future' }]);
}

/**
 * The `as_of` of a query, ms since 1970; undefined = now. Throws InputError where it lies ahead: what will be known then is not
 * known yet.
 */
export const asOfMoment = (time: string | undefined, now: number): number | undefined =>
  time === undefined ? undefined : pastMoment(time, now, 'query', 'as_of');
