import type { Store } from '@ringtrace/platform/clickhouse';
import { type Check, type Checks, checkStore } from '@ringtrace/platform/metrics/health';

interface Watched {
  readonly store: Store;
  /** Whether the pages are built. */
  readonly pages: () => boolean;
  readonly leaving: AbortSignal;
}

/** How the console fares: what /health and /ready answer. */
export function watchConsole({ store, pages, leaving }: Watched) {
  let served: Check = { ok: false, detail: 'not served yet' };
  return {
    /** @param url of the console; undefined where it can't be served */
    serves(url: string | undefined): void {
      served =
        url === undefined ? { ok: false, detail: 'no port to listen on' } : { ok: true, detail: 'is served' };
    },
    /** Who gets an answer at all knows that the process is alive. */
    alive: (): Checks => ({ console: { ok: true, detail: 'responds' } }),
    ready: async (): Promise<Checks> => ({
      store: await checkStore(store),
      console: served,
      pages: pages() ? { ok: true, detail: 'are built' } : { ok: false, detail: 'are not built' },
      ...(leaving.aborted ? { leaving: { ok: false, detail: 'ending the requests under way' } } : {}),
    }),
  };
}
