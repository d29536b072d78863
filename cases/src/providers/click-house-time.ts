/** A moment (ms since 1970) as ClickHouse takes it as a parameter. */
export const clickHouseTime = (ms: number): string =>
  new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
