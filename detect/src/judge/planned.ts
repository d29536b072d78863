/** The hours that a build judges. */
export const plannedHours =
  "SELECT bucket FROM build_plans WHERE build = {build: UInt64} AND rollup = 'judge'";
