import type { CaseLog } from '../log/log.ts';
import type { Reader, Standing } from '../log/transaction.ts';
import type { RequestStatus } from '../model/request.ts';

/** Events that are read at once. */
const piece = 1_000;

/**
 * Requests that wait for something, for one process that asks for them again and again. A request is read anew only where the log
 * has new events of that request, whoever wrote them.
 */
export class OpenRequests {
  readonly #log: CaseLog;
  readonly #known = new Map<string, Standing<'request'>>();
  #sequence: number;

  constructor(log: CaseLog) {
    this.#log = log;
    this.#sequence = log.last()?.sequence ?? 0;
  }

  /** Requests that have one of these statuses now. */
  withStatus(...statuses: readonly RequestStatus[]): Standing<'request'>[] {
    this.#forgetChanged();
    return this.#log.read((r) =>
      statuses.flatMap((status) =>
        r.idsWithStatus('request', status).flatMap((id) => this.#standing(r, id, status) ?? []),
      ),
    );
  }

  #forgetChanged(): void {
    for (;;) {
      const rows = this.#log.rowsAfter(this.#sequence, piece);
      for (const { kind, id, sequence } of rows) {
        if (kind === 'request') this.#known.delete(id);
        this.#sequence = sequence;
      }
      if (rows.length < piece) return;
    }
  }

  /** Where somebody changed the request just now, what is known has another status. */
  #standing(log: Reader, id: string, status: RequestStatus): Standing<'request'> | undefined {
    const known = this.#known.get(id);
    if (known?.state.status === status) return known;
    const found = log.load({ kind: 'request', id });
    if (found !== undefined) this.#known.set(id, found);
    return found;
  }
}
