import { z } from 'zod';

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
