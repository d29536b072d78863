import type { Store } from '@ringtrace/platform/clickhouse';
import type { Logger } from '@ringtrace/platform/log';
import { emptyReference, type Reference } from './reference.ts';
import type { Lookups } from './reference-kind.ts';
import { referenceKinds } from './reference-kinds.ts';
import { versionsInForce } from './reference-versions.ts';

export interface ReferenceLoader {
  /** What is in force as of the last refresh; never changes under its holder. */
  current(): Reference;
  /** Looks for newer versions and reads the kinds that changed; true where `current` is another one now. */
  refresh(): Promise<boolean>;
}

/** Keeps the reference data of a store at hand. `current` is `emptyReference` until the first refresh. */
export function createReferenceLoader({ store, log }: { store: Store; log: Logger }): ReferenceLoader {
  let current = emptyReference;
  let seen = '[]';
  let running: Promise<boolean> | undefined;
  const loaded = new Map<string, { digest: string; lookups: Lookups }>();

  async function refresh(): Promise<boolean> {
    const inForce = await store.query(versionsInForce, {});
    const state = JSON.stringify(inForce);
    if (state === seen) return false;
    for (const kind of referenceKinds) {
      const digest = inForce.find((row) => row.kind === kind.name)?.content;
      if (digest === undefined || loaded.get(kind.name)?.digest === digest) continue;
      loaded.set(kind.name, { digest, lookups: await kind.load(store, digest) });
    }
    const version = Math.max(0, ...inForce.map((row) => row.in_force));
    let next: Reference = { ...emptyReference, version };
    for (const { name } of referenceKinds) next = { ...next, ...loaded.get(name)?.lookups };
    current = next;
    seen = state;
    log.info({ version }, 'reference data in force');
    return true;
  }

  return {
    current: () => current,
    refresh() {
      running ??= refresh().finally(() => {
        running = undefined;
      });
      return running;
    },
  };
}
