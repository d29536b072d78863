import type { Store } from '@ringtrace/platform/clickhouse';
import { failingInWords } from '@ringtrace/platform/metrics/failures';
import { type Check, type Checks, checkStore, Liveness, reasonOf } from '@ringtrace/platform/metrics/health';
import { Troubles } from '@ringtrace/platform/troubles';
import { hourMs } from '@ringtrace/schemas/durations';
import type { RoundEnd } from './run.ts';

/** No round takes this long, ms, even where it sends many messages to servers that do not respond. */
const roundMs = 2 * hourMs;

/** Texts of troubles; each is told as well once it goes well again. */
const parts = [
  'rounds',
  'read records again',
  'send requests',
  'send requests again',
  'mark requests as overdue',
  'mark providers as non-responsive',
  'send reminders',
] as const;

/** How the worker of casework fares: what /health and /ready answer. */
export class CasesWatch {
  readonly #liveness = new Liveness(roundMs);
  readonly #store: Store;
  readonly #leaving: AbortSignal;
  readonly #troubles: Troubles;
  #api: Check = { ok: false, detail: 'not served yet' };
  #rounds: Check = { ok: false, detail: 'the first round is under way' };

  constructor(store: Store, leaving: AbortSignal) {
    this.#store = store;
    this.#leaving = leaving;
    this.#troubles = new Troubles(store, 'cases');
  }

  /** @param url of the API; undefined where it can't be served */
  serves(url: string | undefined): void {
    this.#api =
      url === undefined ? { ok: false, detail: 'no port to listen on' } : { ok: true, detail: 'is served' };
  }

  round(end: RoundEnd): void {
    this.#liveness.moved();
    const failed = failedIn(end);
    for (const part of parts) {
      const error = failed.get(part);
      if (error === undefined) this.#troubles.wentWell(part);
      else this.#rounds = this.#failing(part, error);
    }
    if (failed.size === 0) this.#rounds = { ok: true, detail: 'the last round went well' };
  }

  #failing(part: string, error: unknown): Check {
    const detail = failingInWords(this.#troubles.failed(part, reasonOf(error)));
    return { ok: false, detail: `${part}: ${detail}` };
  }

  readonly alive = (): Checks => ({ rounds: this.#liveness.check() });

  readonly ready = async (): Promise<Checks> => ({
    store: await checkStore(this.#store),
    rounds: this.#rounds,
    api: this.#api,
    ...(this.#leaving.aborted ? { leaving: { ok: false, detail: 'ending the step under way' } } : {}),
  });
}

function failedIn(end: RoundEnd): ReadonlyMap<string, unknown> {
  if (end.outcome === 'failed') return new Map([['rounds', end.error]]);
  if (end.outcome === 'none') return new Map();
  return new Map(end.round.troubles.map(({ what, error }) => [what, error]));
}
