import { minuteMs } from '@ringtrace/schemas/durations';

/** A feed is live while its calls are at most this old when they arrive, ms. */
const freshMs = 5 * minuteMs;
/** A busy feed that has sent nothing for longer is silent, and holds nobody up. */
export const silentMs = 10 * minuteMs;
/** A feed is busy where batches came in at least so many different minutes of its last ten. */
const busyMinutes = 5;
/** A feed that is not busy owes no batch. It holds candidates only for this long after one, ms. */
const quietMs = 2 * minuteMs;
/** Past calls are being loaded until no further batch is stored for this long, ms. */
const loadingMs = 20_000;
/** A late feed has passed a candidate's time once its newest call began this much later, ms. Calls are reported out of order. */
const passedMs = 2 * minuteMs;

/** The pace of a feed is measured over this long before its newest batch, ms. */
export const paceMs = 5 * minuteMs;
/** A feed keeps pace while its calls advance between half of that and twice as much. A file's calls jump or race. */
const pace = { least: paceMs / 2, most: 2 * paceMs };

/** How far a carrier's feed has come, over all its sources. Times are ms since 1970. */
export interface CarrierFeed {
  /** When the broker received its newest batch. */
  readonly receivedAt: number;
  /** When its newest batch was found stored. Later than `receivedAt` where ingest is behind the broker. */
  readonly storedAt: number;
  /** Start of its newest call. */
  readonly newestCall: number;
  /** Start of its oldest call. */
  readonly oldestCall: number;
  /** Start of its newest call without the batches of the last `paceMs` before its newest one; 0 where there are no others. */
  readonly newestCallBefore: number;
  /** In how many different minutes the broker received its batches. */
  readonly minutes: number;
}

/** What is known of the traffic in a round. */
export interface Picture {
  readonly feeds: readonly CarrierFeed[];
  /**
   * Whether all calls stored before the round are judged, but for late legs of minutes that rest. Hours may rest, too: these are judged
   * before a candidate is opened.
   */
  readonly isAllJudged: boolean;
}

/** A candidate that waits. Times are ms since 1970. */
export interface Waiting {
  /** Start of the call with which it had enough. */
  readonly enoughAt: number;
  readonly pendingSince: number;
}

/** A live feed whose calls do not reach the candidate's time yet, and that owes a batch. */
const isBehind = ({ receivedAt, newestCall, minutes }: CarrierFeed, enoughAt: number, now: number) =>
  now - receivedAt <= (minutes >= busyMinutes ? silentMs : quietMs) &&
  receivedAt - newestCall <= freshMs &&
  newestCall < enoughAt;

/** Whether a feed's calls come in as fast as they were made: it is live, however late. */
function keepsPace({ newestCall, newestCallBefore }: CarrierFeed): boolean {
  const advance = newestCall - newestCallBefore;
  return advance >= pace.least && advance <= pace.most;
}

/**
 * A feed of past calls that still comes in: files of other days, or a backlog. It counts until it has passed the candidate's
 * time. A file counts until its end where it has calls from before that time too: nobody knows which calls are next.
 */
const isLoading = (feed: CarrierFeed, enoughAt: number, now: number) =>
  feed.storedAt - feed.newestCall > freshMs &&
  now - feed.storedAt < loadingMs &&
  (feed.newestCall < enoughAt + passedMs || (feed.oldestCall < enoughAt && !keepsPace(feed)));

/**
 * Whether a candidate has to stay pending, because it may rest on half of the picture: calls are still to be judged, a live
 * feed is behind, or past calls are being loaded. Never once it has waited for `longestMs`. `now` is ms since 1970.
 */
export function isHeld(
  { enoughAt, pendingSince }: Waiting,
  { feeds, isAllJudged }: Picture,
  now: number,
  longestMs: number,
): boolean {
  if (now - pendingSince >= longestMs) return false;
  return (
    !isAllJudged || feeds.some((feed) => isBehind(feed, enoughAt, now) || isLoading(feed, enoughAt, now))
  );
}
