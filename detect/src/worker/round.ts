import type { Store } from '@ringtrace/platform/clickhouse';
import type { Logger } from '@ringtrace/platform/log';
import { minuteMs } from '@ringtrace/schemas/durations';
import { type Day, lookAt, watchDays } from '../builds/days.ts';
import type { PartitionWatch } from '../builds/partition-watch.ts';
import { RestingHours } from '../builds/resting-hours.ts';
import { closeEnded } from '../campaigns/ended.ts';
import type { Opening } from '../campaigns/opening.ts';
import { RestingMinutes } from '../features/resting-minutes.ts';
import { FillingBuckets } from '../rollups/filling.ts';
import { rebuildRollups } from '../rollups/rebuild.ts';
import { Interval } from './interval.ts';
import { type DetectProgress, ProgressReport } from './progress.ts';
import { type Publish, publishDue } from './publish.ts';
import { createSweep, sweepEveryMs } from './sweep.ts';
import { createTick, type Tick } from './tick.ts';
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
  /** Whether all that was stored before the round is judged and published now, but for what rests. A backlog takes several rounds. */
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
const fullLookMs = 10 * minuteMs;

const idle: Round = { outcome: 'idle', complete: true };

/** The rounds of one worker, one after another. */
class Rounds {
  readonly #store: Store;
  readonly #publish: Publish;
  readonly #log: Logger;
  readonly #leads: () => boolean;
  readonly #watch: PartitionWatch;
  readonly #tick: Tick;
  readonly #sweep: () => Promise<void>;
  readonly #progress: ProgressReport;
  readonly #filling = new FillingBuckets();
  readonly #fullLook = new Interval(fullLookMs);
  readonly #sweeping = new Interval(sweepEveryMs);
  readonly #publishing = new Interval(publishAtRestMs);
  /** Whether the last round came to its end, and found nothing to do, to publish, or to wait for. */
  #isIdle = false;
  /** Candidates that wait. They are looked at in each round. */
  #pending = 0;

  constructor({ store, publish, log, leads = () => true, opening, onProgress }: RoundOptions) {
    this.#store = store;
    this.#publish = publish;
    this.#log = log;
    this.#leads = leads;
    this.#watch = watchDays(store);
    this.#sweep = createSweep(store);
    this.#progress = new ProgressReport(store, onProgress);
    this.#tick = createTick(store, {
      restingHours: new RestingHours(),
      restingMinutes: new RestingMinutes(),
      onLacking: (lacking) =>
        log.warn(
          lacking,
          'detect: legs of segments of campaigns were not all found; these campaigns count fewer calls than they were judged by',
        ),
      ...(opening === undefined ? {} : { opening }),
    });
  }

  async next(): Promise<Round | Standby> {
    if (!this.#leads()) {
      // Whoever leads meanwhile may leave candidates that wait, or are not published.
      this.#isIdle = false;
      return { outcome: 'standby' };
    }
    this.#forgetWhenDue();
    const { days } = await lookForWork(this.#store, this.#watch, daysPerRound + 1);
    const isAtRest = days.length === 0 && this.#isIdle;
    // Set again at the round's end alone: after one that failed anywhere, nothing is skipped.
    this.#isIdle = false;
    const round = isAtRest ? await this.#rest() : await this.#work(days);
    // Last, so that a sweep that fails keeps no work from being done.
    const closed = await this.#sweepWhenDue();
    if (closed > 0) return { outcome: 'changed', complete: false };
    this.#isIdle = round.outcome === 'idle' && this.#pending === 0;
    return round;
  }

  #forgetWhenDue(): void {
    if (!this.#fullLook.isDue()) return;
    this.#fullLook.done();
    this.#watch.forget();
  }

  async #work(days: readonly Day[]): Promise<Round> {
    const isAll = days.length <= daysPerRound;
    const taken = days.slice(0, daysPerRound);
    const result = await this.#tick(taken, isAll).catch((error) => this.#endAndFail(error, taken));
    this.#pending = result.pendingCandidates;
    const isJudged = result.judgedHours + result.changedCampaigns + result.openedCandidates > 0;
    if (isJudged) this.#progress.changed();
    const published = await this.#publishNow();
    const rebuiltBuckets = await this.#rebuild(taken);
    if (!isJudged && published + rebuiltBuckets === 0) return idle;
    this.#log.info({ rebuiltBuckets, ...result, published }, 'detect: round');
    return { outcome: 'changed', complete: isAll && result.leftHours === 0 };
  }

  /** Judging reads no rollup. So no candidate waits for one. */
  async #rebuild(days: readonly Day[]): Promise<number> {
    if (days.length === 0) return 0;
    const rebuilt = await rebuildRollups(this.#store, { look: lookAt(days), filling: this.#filling });
    if (rebuilt > 0) this.#progress.changed(rebuilt);
    await this.#progress.tell();
    return rebuilt;
  }

  /** No CDR has come. A person may have given a verdict. */
  async #rest(): Promise<Round> {
    if (!this.#publishing.isDue()) return idle;
    return (await this.#publishNow()) > 0 ? { outcome: 'changed', complete: true } : idle;
  }

  async #publishNow(): Promise<number> {
    // Whoever has followed publishes what is left.
    const published = this.#leads() ? await publishDue(this.#store, this.#publish) : 0;
    this.#publishing.done();
    if (published > 0) this.#progress.changed();
    await this.#progress.tell();
    return published;
  }

  /**
   * A round whose judging fails may have opened candidates whose longest wait is over, and its rollups are due all the same. The
   * error of the judging is the one to be told.
   */
  async #endAndFail(error: unknown, days: readonly Day[]): Promise<never> {
    this.#progress.changed();
    if (this.#leads()) await publishDue(this.#store, this.#publish).catch(() => {});
    await this.#rebuild(days).catch(() => {});
    throw error;
  }

  /** Returns how many candidates were closed; a sweep that failed is due again at once. */
  async #sweepWhenDue(): Promise<number> {
    if (!this.#sweeping.isDue()) return 0;
    await this.#sweep();
    const closed = await closeEnded(this.#store, Date.now());
    this.#sweeping.done();
    return closed;
  }
}

/** What does one round after another; each says whether it found something to do. A worker that does not lead does nothing. */
export function createRound(options: RoundOptions): () => Promise<Round | Standby> {
  const rounds = new Rounds(options);
  return () => rounds.next();
}
