import type { Store } from '@ringtrace/platform/clickhouse';
import type { ConsumerState } from '@ringtrace/platform/kafka/consumer';
import { failingInWords } from '@ringtrace/platform/metrics/failures';
import { type Check, type Checks, checkStore, Liveness, reasonOf } from '@ringtrace/platform/metrics/health';
import { Troubles } from '@ringtrace/platform/troubles';

/** The consumer's loop goes round every few seconds; a broker that is away makes it wait out its own time-outs. */
const consumerMs = 180_000;

/** How an ingest worker fares: what /health and /ready answer. */
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

  consumer(state: ConsumerState): void {
    this.#liveness.moved();
    this.#kafka = { ok: state.kafka === 'joined' || state.kafka === 'no topics', detail: tell(state) };
  }

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
