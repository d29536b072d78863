/**
 * 2100-01-01, ms since 1970. A batch or record with this time or a later one is refused: the time is in another unit,
 * such as microseconds. The limit lies well before 2106, when seconds no longer fit the 32 bits of `arrivals.minute`.
 */
export const latestTime = Date.UTC(2100, 0, 1);
