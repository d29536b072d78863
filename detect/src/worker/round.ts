import type { Store } from '@ringtrace/platform/clickhouse';
import type { Logger } from '@ringtrace/platform/log';
import { type Day, watchDays } from '../builds/days.ts';
import { RestingHours } from '../builds/resting-hours.ts';
import { closeEnded } from '../campaigns/ended.ts';
import type { Opening } from '../campaigns/opening.ts';
import { FillingBuckets } from '../rollups/filling.ts';
import { type DetectProgress, openCounts } from './progress.ts';
import { type Publish, publishDue } from './publish.ts';
import { createSweep, sweepEveryMs } from './sweep.ts';
import { createTick } from './tick.ts';
import { lookForWork } from './work.ts';

/** What a worker's rounds need. */
export interface RoundOptions {
  readonly store: Store;
  /** Sends candidate events to their topic; may fail, it is tried again. */
  readonly publish: Publish;
  readonly log: Logger;
  /** Whether this worker is the active one; it stands by while not. Alone unless said. */
  readonly leads?: () => boolean;
  /** How candidates are opened: at once, unless said. */
  readonly opening?: Opening;
  readonly onProgress?: (progress: DetectProgress) => void;
}

/** What became of a round. */
export interface Round {
  readonly outcome: 'changed' | 'idle';
  /** Whether everything that was stored before the round is judged and published now; a backlog takes several. */
  readonly complete: boolean;
}

/** Another worker leads. */
export interface Standby {
  readonly outcome: 'standby';
}

/** Days of one round, the earliest: a round builds no more than a day, and judges no more than twelve hours. */
const daysPerRound = 3;
/** A verdict changes its candidate although no CDR comes: then it is published within this time, ms. */
const publishAtRestMs = 5_000;
/** Looks at every day at least this often: of several replicas, one may have told of parts that another had not yet. */
const fullLookMs = 10 * 60_000;

const idle: Round = { outcome: 'idle', complete: true };

/** One round after another; each says whether it found something to do. A worker that does not lead does nothing. */
export function createRound({
  store,
  publish,
  log,
  leads = () => true,
  opening,
  onProgress,
}: RoundOptions): () => Promise<Round | Standby> {
  const watch = watchDays(store);
  const tick = createTick(store, {
    filling: new FillingBuckets(),
    restingHours: new RestingHours(),
    onLacking: (lacking) =>
      log.warn(
        lacking,
        'detect: legs of segments of campaigns were not all found; these campaigns count fewer calls than they were judged by',
      ),
    ...(opening === undefined ? {} : { opening }),
  });
  const sweep = createSweep(store);
  let judgedMinutes = 0;
  /** Whether the last round came to its end, and found nothing to do, to publish, or to wait for. */
  let isIdle = false;
  /** Candidates that wait. They are looked at in each round. */
  let pending = 0;
  /** Whether what was told last is what is stored: a round that could not tell leaves it to the next. */
  let isReported = true;
  let lookedAt = performance.now();
  let sweptAt = performance.now();
  let publishedAt = performance.now();

  async function report(): Promise<void> {
    if (isReported) return;
    const [open] = await store.query(openCounts, {});
    onProgress?.({
      kind: 'detect',
      campaigns: open?.campaigns ?? 0,
      candidates: open?.candidates ?? 0,
      judgedMinutes,
    });
    isReported = true;
  }

  /** Returns how many candidates were closed; a sweep that failed is due again at once. */
  async function sweepWhenDue(): Promise<number> {
    if (performance.now() - sweptAt < sweepEveryMs) return 0;
    await sweep();
    const closed = await closeEnded(store, Date.now());
    sweptAt = performance.now();
    return closed;
  }

  function forgetWhenDue(): void {
    if (performance.now() - lookedAt < fullLookMs) return;
    lookedAt = performance.now();
    watch.forget();
  }

  /** A round that fails may have opened candidates whose longest wait is over. Its own error is the one to be told. */
  async function publishAndFail(error: unknown): Promise<never> {
    isReported = false;
    if (leads()) await publishDue(store, publish).catch(() => {});
    throw error;
  }

  async function publishNow(): Promise<number> {
    // Whoever has followed publishes what is left.
    const published = leads() ? await publishDue(store, publish) : 0;
    publishedAt = performance.now();
    if (published > 0) isReported = false;
    await report();
    return published;
  }

  /** No CDR has come. A person may have given a verdict. */
  async function rest(): Promise<Round> {
    if (performance.now() - publishedAt < publishAtRestMs) return idle;
    return (await publishNow()) > 0 ? { outcome: 'changed', complete: true } : idle;
  }

  async function work(days: readonly Day[]): Promise<Round> {
    const result = await tick(days.slice(0, daysPerRound), days.length <= daysPerRound).catch(publishAndFail);
    judgedMinutes += result.rebuiltBuckets;
    pending = result.pendingCandidates;
    const { rebuiltBuckets, judgedHours, changedCampaigns, openedCandidates } = result;
    const changed = rebuiltBuckets + judgedHours + changedCampaigns + openedCandidates > 0;
    if (changed) isReported = false;
    const published = await publishNow();
    if (!changed && published === 0) return idle;
    log.info({ ...result, published }, 'detect: round');
    return { outcome: 'changed', complete: result.leftHours === 0 && days.length <= daysPerRound };
  }

  return async () => {
    if (!leads()) {
      // Whoever leads meanwhile may leave candidates that wait, or are not published.
      isIdle = false;
      return { outcome: 'standby' };
    }
    forgetWhenDue();
    const { days } = await lookForWork(store, watch, daysPerRound + 1);
    const isAtRest = days.length === 0 && isIdle;
    // Set again at the round's end alone: after one that failed anywhere, nothing is skipped.
    isIdle = false;
    const done = isAtRest ? await rest() : await work(days);
    // Last, so that a sweep that fails keeps no work from being done.
    const closed = await sweepWhenDue();
    if (closed > 0) return { outcome: 'changed', complete: false };
    isIdle = done.outcome === 'idle' && pending === 0;
    return done;
  };
}
