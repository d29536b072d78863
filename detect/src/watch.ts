import type { Store } from '@ringtrace/platform/clickhouse';
import { type Check, type Checks, checkStore, Liveness, reasonOf } from '@ringtrace/platform/metrics/health';
import type { RoundEnd } from './run.ts';

/** No single statement of a round takes this long, ms; a round as a whole may. */
const statementMs = 30 * 60_000;

/** How a detect worker fares: what /health and /ready answer. */
export class DetectWatch {
  readonly #liveness = new Liveness(statementMs);
  readonly #store: Store;
  readonly #leaving: AbortSignal;
  #rounds: Check = { ok: false, detail: 'the first round is under way' };

  constructor(store: Store, leaving: AbortSignal) {
    this.#store = store;
    this.#leaving = leaving;
  }

  /** The store, telling of each statement that ended, well or not. */
  watched(): Store {
    const moved = () => this.#liveness.moved();
    const store = this.#store;
    return {
      ...store,
      query: (query, params, settings) => store.query(query, params, settings).finally(moved),
      command: (sql, params, settings) => store.command(sql, params, settings).finally(moved),
      run: (statement, params) => store.run(statement, params).finally(moved),
      insertNative: (table, body) => store.insertNative(table, body).finally(moved),
      insertRows: (table, rows) => store.insertRows(table, rows).finally(moved),
    };
  }

  round(end: RoundEnd): void {
    this.#liveness.moved();
    this.#rounds =
      end.outcome === 'failed'
        ? { ok: false, detail: `the last round failed: ${reasonOf(end.error)}` }
        : { ok: true, detail: end.outcome === 'standby' ? 'stands by' : 'the last round went well' };
  }

  readonly alive = (): Checks => ({ rounds: this.#liveness.check() });

  readonly ready = async (): Promise<Checks> => ({
    store: await checkStore(this.#store),
    rounds: this.#rounds,
    ...(this.#leaving.aborted ? { leaving: { ok: false, detail: 'ending the step under way' } } : {}),
  });
}
