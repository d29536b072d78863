/**
 * How long an answered call lasted, in SQL over a CDR: whole seconds, a begun one counts, so that 6 s are at most
 * 6,000 ms. 0 = not answered, or ended before it was.
 */
export const talkS =
  "intDiv(greatest(0, ifNull(dateDiff('millisecond', answer_time, end_time), 0)) + 999, 1000)";
