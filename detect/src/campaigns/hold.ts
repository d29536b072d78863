const minuteMs = 60_000;

/** A feed is live while its calls are at most this old when they arrive, ms. */
const freshMs = 5 * minuteMs;
/** A live feed that has sent nothing for longer is silent, and holds nobody up. */
export const silentMs = 10 * minuteMs;
/** Past calls are being loaded until no further batch is stored for this long, ms. */
const loadingMs = 20_000;

/** How far a carrier's feed has come, over all its sources. Times are ms since 1970. */
export interface CarrierFeed {
  /** When the broker received its newest batch. */
  readonly receivedAt: number;
  /** When its newest batch was found stored. Later than `receivedAt` where ingest is behind the broker. */
  readonly storedAt: number;
  /** Start of its newest call. */
  readonly newestCall: number;
}

/** What is known of the traffic in a round. */
export interface Picture {
  readonly feeds: readonly CarrierFeed[];
  /** Whether all calls stored before the round are judged. */
  readonly isAllJudged: boolean;
}

/** A candidate that waits. Times are ms since 1970. */
export interface Waiting {
  /** End of the first minute by which enough of its calls had begun. */
  readonly eventTime: number;
  readonly pendingSince: number;
}

/** A live feed whose calls do not reach the candidate's time yet. */
const isBehind = ({ receivedAt, newestCall }: CarrierFeed, eventTime: number, now: number) =>
  now - receivedAt <= silentMs && receivedAt - newestCall <= freshMs && newestCall < eventTime;

/** A feed of past calls that still comes in: files of other days, or a backlog. */
const isLoading = ({ storedAt, newestCall }: CarrierFeed, now: number) =>
  storedAt - newestCall > freshMs && now - storedAt < loadingMs;

/**
 * Whether a candidate has to stay pending, because it may rest on half of the picture: calls are still to be judged, a live
 * feed is behind, or past calls are being loaded. Never once it has waited for `longestMs`. `now` is ms since 1970.
 */
export function isHeld(
  { eventTime, pendingSince }: Waiting,
  { feeds, isAllJudged }: Picture,
  now: number,
  longestMs: number,
): boolean {
  if (now - pendingSince >= longestMs) return false;
  return !isAllJudged || feeds.some((feed) => isBehind(feed, eventTime, now) || isLoading(feed, now));
}
