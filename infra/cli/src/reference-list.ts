import { referenceKinds } from '@ringtrace/enrich/reference-kinds';
import { inForceAt, type ReferenceVersion, referenceVersionList } from '@ringtrace/enrich/reference-versions';
import type { Store } from '@ringtrace/platform/clickhouse';
import { dayMs, hourMs } from '@ringtrace/schemas/durations';

export interface ListedVersion {
  readonly kind: string;
  readonly version: string;
  readonly in_force: string;
  readonly entries: number;
  readonly age: string;
  readonly valid_from: string;
  readonly loaded_at: string;
  readonly source: string;
}

/** What is in force of each kind, or every version of one; a kind of which nothing was loaded has no version. */
export async function listReference(store: Store, kind: string | undefined): Promise<ListedVersion[]> {
  const versions = await store.query(referenceVersionList, {});
  const now = Date.now();
  return referenceKinds
    .filter(({ name }) => kind === undefined || name === kind)
    .flatMap(({ name, addsUp }) => {
      const own = versions.filter((one) => one.kind === name);
      const current = inForceAt(own, name, now);
      if (own.length === 0) return [missing(name)];
      const shown = kind === undefined && !addsUp ? own.filter((one) => one === current) : own;
      return shown.map((one) => listed(one, addsUp || one === current, now));
    });
}

const missing = (kind: string): ListedVersion => ({
  kind,
  version: '',
  in_force: 'no',
  entries: 0,
  age: '',
  valid_from: '',
  loaded_at: '',
  source: '',
});

function listed(one: ReferenceVersion, inForce: boolean, now: number): ListedVersion {
  return {
    kind: one.kind,
    version: String(one.version),
    in_force: inForce ? 'yes' : 'no',
    entries: one.entries,
    age: ageOf(now - one.loaded_at),
    valid_from: one.valid_from === 0 ? 'always' : new Date(one.valid_from).toISOString(),
    loaded_at: new Date(one.loaded_at).toISOString(),
    source: one.source,
  };
}

/** Since it was loaded. */
function ageOf(ms: number): string {
  if (ms >= 2 * dayMs) return `${Math.floor(ms / dayMs)} days`;
  return ms >= 2 * hourMs
    ? `${Math.floor(ms / hourMs)} hours`
    : `${Math.max(0, Math.floor(ms / 60_000))} minutes`;
}
