/**
 * 2100-01-01. No time of a batch or a record may be this late, whatever its message's timestamp: it is in another unit,
 * such as microseconds. Far before 2106, where seconds no longer fit the 32 bits of `arrivals.minute`.
 */
export const latestTime = Date.UTC(2100, 0, 1);
