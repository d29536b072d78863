/**
 * CDRs that start from `first` until before `end`, SQL for whole seconds since 1970 (Int64). Every limit on start_time is
 * written with it: against a DateTime the engine leaves out what starts within the last second; see
 * docs/decisions/limits-on-start-time.md.
 */
export const startsWithin = (first: string, end: string) =>
  `start_time >= fromUnixTimestamp64Second(${first}, 'UTC') AND start_time < fromUnixTimestamp64Second(${end}, 'UTC')`;
