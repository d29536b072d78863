import type { Store } from '@ringtrace/platform/clickhouse';
import { allDays, type Day, type LookAt, lookAt } from '../builds/days.ts';
import { hoursToJudge } from '../builds/hours.ts';
import type { RestingHours } from '../builds/resting-hours.ts';
import { CarrierFeeds } from '../campaigns/carrier-feeds.ts';
import { hoursDue, noteMerged } from '../campaigns/due.ts';
import type { Picture } from '../campaigns/hold.ts';
import type { LackingLegs } from '../campaigns/lacking-legs.ts';
import { createMerge, type Merge } from '../campaigns/merge.ts';
import { type Opened, type Opening, openPending, wouldOpen } from '../campaigns/opening.ts';
import type { RestingMinutes } from '../features/resting-minutes.ts';
import { rebuildRollups } from '../rollups/rebuild.ts';
import { judgeDirtyHours } from '../segments/judge.ts';
import { LastJudgement } from '../segments/last-judgement.ts';

/** What judging did to the calls of some days. */
interface Judged {
  readonly judgedHours: number;
  /** Hours that were dirty too and are left for the next round. Those that rest do not count. */
  readonly leftHours: number;
  readonly restingHours: number;
  readonly changedCampaigns: number;
}

export interface TickResult extends Judged {
  readonly openedCandidates: number;
  /** Candidates that wait for feeds that are behind. */
  readonly pendingCandidates: number;
}

/** Judges the days that hold work. `isAll` is false where further days hold work that is left for later rounds. */
export type Tick = (days: readonly Day[], isAll?: boolean) => Promise<TickResult>;

export interface TickOptions {
  /**
   * Leaves hours to a later round that are over, or of which all arrivals are judged. They are judged at once where a candidate would
   * be opened: what they rest with may be call-backs, which clear a caller.
   */
  readonly restingHours?: RestingHours;
  /** Leaves late legs of minutes to a later round. They are few: a candidate opens without them. */
  readonly restingMinutes?: RestingMinutes;
  /** How candidates are opened: at once, unless said. */
  readonly opening?: Opening;
  /** Is told of segments of campaigns whose legs were not all found. */
  readonly onLacking?: (lacking: LackingLegs) => void;
}

/** What is kept from round to round: what earlier merges have seen, and what was judged last. */
interface Steps {
  readonly merge: Merge;
  readonly last: LastJudgement;
  readonly restingMinutes: RestingMinutes | undefined;
}

const atOnce: Opening = { longestMs: 0, clock: Date.now };
/** Of a round that failed. Such a picture holds candidates until their longest wait is over. */
const nothingKnown: Picture = { feeds: [], isAllJudged: false };
const nothingJudged: Judged = {
  judgedHours: 0,
  leftHours: 0,
  restingHours: 0,
  changedCampaigns: 0,
};

/**
 * The judging of one worker's rounds: dirty hours are judged, campaigns and candidates brought into line, and pending candidates
 * opened. A round that fails still opens the candidates whose longest wait is over. What is
 * kept from one round to the next saves reading it again. It delays openings, and changes no other result.
 */
export function createTick(store: Store, options: TickOptions = {}): Tick {
  const { opening = atOnce } = options;
  const last = new LastJudgement();
  const merge = createMerge(store, last, options.onLacking);
  const carrierFeeds = new CarrierFeeds();
  return async (days, isAll = true) => {
    const now = opening.clock();
    const open = (picture: () => Promise<Picture>) => openPending(store, picture, now, opening);
    const look = () => carrierFeeds.look(store, now);
    try {
      if (days.length === 0)
        return resultOf(nothingJudged, await open(async () => ({ feeds: await look(), isAllJudged: isAll })));
      // First: what is stored from here on may not be judged in this round.
      const feeds = await look();
      const looked = lookAt(days);
      const { restingMinutes } = options;
      const steps: Steps = { merge: (due) => merge(due, now), last, restingMinutes };
      const pictureOf = ({ leftHours }: Judged) => ({ feeds, isAllJudged: isAll && leftHours === 0 });
      const judged = await judgeHours(store, looked, options.restingHours, steps);
      if (judged.restingHours === 0 || !(await wouldOpen(store, pictureOf(judged), now, opening)))
        return resultOf(judged, await open(async () => pictureOf(judged)));
      const all = await judgeHours(store, looked, undefined, steps);
      return resultOf(together(judged, all), await open(async () => pictureOf(all)));
    } catch (error) {
      // The longest wait holds whatever fails. The round's own error is the one to be told.
      await open(async () => nothingKnown).catch(() => {});
      throw error;
    }
  };
}

/** What a round did that then judged the hours that rested, too. */
const together = (judged: Judged, then: Judged): Judged => ({
  ...then,
  judgedHours: judged.judgedHours + then.judgedHours,
  changedCampaigns: judged.changedCampaigns + then.changedCampaigns,
});

const resultOf = (judged: Judged, { opened, pending }: Opened): TickResult => ({
  ...judged,
  openedCandidates: opened,
  pendingCandidates: pending,
});

/** Judges the hours that are dirty and do not rest, and brings campaigns into line. */
async function judgeHours(
  store: Store,
  look: LookAt,
  restingHours: RestingHours | undefined,
  { merge, last, restingMinutes }: Steps,
): Promise<Judged> {
  const dirty = await store.query(hoursToJudge, look);
  const resting = restingHours?.look(dirty, performance.now()) ?? [];
  // What arrives after this look is left for the next round, with or without a plan.
  const rests = { hours: resting, minutes: restingMinutes };
  const judgedHours = dirty.length > resting.length ? await judgeDirtyHours(store, look, last, rests) : 0;
  const leftHours = Math.max(0, dirty.length - resting.length - judgedHours);
  const changedCampaigns = await mergeIfDue(store, merge, look);
  return { judgedHours, leftHours, restingHours: resting.length, changedCampaigns };
}

async function mergeIfDue(store: Store, merge: Merge, look: LookAt): Promise<number> {
  const due = await store.query(hoursDue, look);
  if (due.length === 0) return 0;
  const changed = await merge(due);
  await noteMerged(store, due);
  return changed;
}

/** A single round over every day, rollups included. It opens what it finds at once. */
export async function tick(store: Store): Promise<TickResult & { readonly rebuiltBuckets: number }> {
  const result = await createTick(store)(await allDays(store)).catch(async (error) => {
    await rebuildRollups(store).catch(() => {});
    throw error;
  });
  return { ...result, rebuiltBuckets: await rebuildRollups(store) };
}
