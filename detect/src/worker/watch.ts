import { aroundStatements } from '@ringtrace/platform/around-statements';
import type { Store } from '@ringtrace/platform/clickhouse';
import { failingInWords } from '@ringtrace/platform/metrics/failures';
import { type Check, type Checks, checkStore, Liveness, reasonOf } from '@ringtrace/platform/metrics/health';
import { Troubles } from '@ringtrace/platform/troubles';
import { minuteMs } from '@ringtrace/schemas/durations';
import type { RoundEnd } from './run.ts';

/** No single statement of a round takes this long, ms; a round as a whole may. */
const statementMs = 30 * minuteMs;

/** How a detect worker fares: what /health and /ready answer. */
export class DetectWatch {
  readonly #liveness = new Liveness(statementMs);
  readonly #store: Store;
  readonly #leaving: AbortSignal;
  readonly #troubles: Troubles;
  #rounds: Check = { ok: false, detail: 'the first round is under way' };
  /** The statement that failed last, and with what. */
  #failed: { readonly error: unknown; readonly name: string } | undefined;

  constructor(store: Store, leaving: AbortSignal) {
    this.#store = store;
    this.#leaving = leaving;
    this.#troubles = new Troubles(store, 'detect');
  }

  /** The store, telling of each statement that ended, well or not, and of each piece of a long answer. */
  watched(): Store {
    return aroundStatements(this.#store, async (name, run) => {
      try {
        return await run();
      } catch (error) {
        this.#failed = { error, name };
        throw error;
      } finally {
        this.#liveness.moved();
      }
    });
  }

  round(end: RoundEnd): void {
    this.#liveness.moved();
    if (end.outcome === 'failed') {
      const failing = this.#troubles.failed('rounds', this.#reasonOf(end.error));
      this.#rounds = { ok: false, detail: failingInWords(failing) };
      return;
    }
    this.#troubles.wentWell('rounds');
    this.#rounds = { ok: true, detail: end.outcome === 'standby' ? 'stands by' : 'the last round went well' };
  }

  /** What kind of error, and which statement met it; neither holds data. */
  #reasonOf(error: unknown): string {
    const kind = reasonOf(error);
    const name = this.#failed?.error === error ? this.#failed?.name : '';
    return name ? `${kind} (${name})` : kind;
  }

  readonly alive = (): Checks => ({ rounds: this.#liveness.check() });

  readonly ready = async (): Promise<Checks> => ({
    store: await checkStore(this.#store),
    rounds: this.#rounds,
    ...(this.#leaving.aborted ? { leaving: { ok: false, detail: 'ending the step under way' } } : {}),
  });
}
