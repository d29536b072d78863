import { isDeepStrictEqual } from 'node:util';
import type { Store } from '@ringtrace/platform/clickhouse';
import { cdrStore } from '@ringtrace/schemas/tables/cdr';
import type { CaseLog } from '../log/log.ts';
import { copyToStore } from '../store/copy.ts';
import { around } from './around.ts';
import { type Keeper, readKeepers } from './keepers.ts';
import type { Due } from './plan.ts';
import { tracebackCalls } from './queries.ts';

/** A call that a traceback is about, with the window that it was traced with. */
interface TracebackCall {
  readonly traceback_id: string;
  readonly calling_number: number;
  readonly called_number: number;
  readonly call_time: number;
  readonly window_s: number;
}

/** What casework cites of a partition. */
export interface CitedByCases {
  readonly keepers: readonly Keeper[];
  /** Calls of a day of CDRs, and those around it; of other tables none. */
  readonly tracebacks: readonly TracebackCall[];
}

/** What casework cites, as it was at one moment. */
export interface CasesAt {
  readonly cited: CitedByCases;
  /** Whether casework still cites the same. Records may take minutes to copy, and people work meanwhile. */
  readonly stands: () => Promise<boolean>;
}

type Of = Pick<Due, 'of' | 'partition'>;

async function citedNow(store: Store, { of, partition }: Of, now: number): Promise<CitedByCases> {
  const isDay = of.table.name === cdrStore.name;
  return {
    keepers: await readKeepers(store, now),
    tracebacks: isDay ? await store.query(tracebackCalls, around(partition.partition)) : [],
  };
}

/** Reads what casework cites of a partition now, by its log. */
export async function casesNow(
  { log, store, now }: { readonly log: CaseLog; readonly store: Store; readonly now: () => number },
  of: Of,
): Promise<CasesAt> {
  // One moment for all reads: a case whose time is over meanwhile keeps until the next run.
  const at = now();
  const newest = () => log.last()?.sequence ?? 0;
  let seen = newest();
  await copyToStore(log, store);
  const cited = await citedNow(store, of, at);
  const stands = async (): Promise<boolean> => {
    const last = newest();
    if (last === seen) return true;
    await copyToStore(log, store);
    if (!isDeepStrictEqual(await citedNow(store, of, at), cited)) return false;
    seen = last;
    return newest() === last || stands();
  };
  return { cited, stands };
}
