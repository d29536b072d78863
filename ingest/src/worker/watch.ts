import type { Store } from '@ringtrace/platform/clickhouse';
import type { ConsumerState } from '@ringtrace/platform/kafka/consumer';
import { failingInWords } from '@ringtrace/platform/metrics/failures';
import { type Check, type Checks, checkStore, Liveness, reasonOf } from '@ringtrace/platform/metrics/health';
import { Troubles } from '@ringtrace/platform/troubles';

/**
 * Longest time between two turns of the consumer's loop, ms. A turn usually takes seconds; while the broker does not
 * answer it takes as long as Kafka's own time-outs.
 */
const consumerMs = 180_000;

/** The worker's state of health, as /health (`alive`) and /ready (`ready`) answer it. */
export class IngestWatch {
  readonly #liveness = new Liveness(consumerMs);
  readonly #store: Store;
  readonly #leaving: AbortSignal;
  #kafka: Check = { ok: false, detail: 'waiting for reference data' };
  readonly #troubles: Troubles;
  readonly #refused = new Map<string, string>();

  constructor(store: Store, leaving: AbortSignal) {
    this.#store = store;
    this.#leaving = leaving;
    this.#troubles = new Troubles(store, 'ingest');
  }

  /** Takes the state of the consumer at each turn of its loop. */
  consumer(state: ConsumerState): void {
    this.#liveness.moved();
    this.#kafka = { ok: state.kafka === 'joined' || state.kafka === 'no topics', detail: tell(state) };
  }

  /** Takes the result of each attempt to insert into a table. */
  inserted(table: string, error?: unknown): void {
    const what = `insert into ${table}`;
    if (error === undefined) {
      this.#refused.delete(table);
      this.#troubles.wentWell(what);
    } else this.#refused.set(table, failingInWords(this.#troubles.failed(what, reasonOf(error))));
  }

  readonly alive = (): Checks => ({ consumer: this.#liveness.check() });

  readonly ready = async (): Promise<Checks> => ({
    kafka: this.#kafka,
    store: await checkStore(this.#store),
    inserts: this.#inserts(),
    ...(this.#leaving.aborted
      ? { leaving: { ok: false, detail: 'storing what was read, then leaving' } }
      : {}),
  });

  #inserts(): Check {
    const refused = [...this.#refused].map(([table, reason]) => `${table} ${reason}`);
    return refused.length === 0
      ? { ok: true, detail: 'none is failing' }
      : { ok: false, detail: refused.join('; ') };
  }
}

function tell(state: ConsumerState): string {
  switch (state.kafka) {
    case 'joined':
      return `in the group, ${state.topics} feed topics`;
    case 'away':
      return `the broker does not answer: ${reasonOf(state.error)}`;
    case 'joining':
      return 'joining the group';
    case 'no topics':
      return 'no feed topic yet';
  }
}
