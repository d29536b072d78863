import type { Store } from '@ringtrace/platform/clickhouse';
import type { Logger } from '@ringtrace/platform/log';
import { minuteMs } from '@ringtrace/schemas/durations';
import { createReference, emptyReference, type Reference, type ReferenceParts } from './reference.ts';
import { referenceKinds } from './reference-kinds.ts';
import {
  type Period,
  periodAt,
  type ReferenceVersion,
  referenceState,
  referenceVersionList,
  versionOf,
} from './reference-versions.ts';

/** The reference data in force for start_times from `from` to before `until`, ms. It never changes. */
export interface HeldReference {
  readonly reference: Reference;
  readonly from: number;
  readonly until: number;
}

/** Gives CDRs the reference data that was in force at their start_time. */
export interface ReferenceSource {
  /** The data for a start_time, ms, where they are in memory; undefined where they have to be loaded. */
  held(time: number): HeldReference | undefined;
  /** The data for a start_time, ms, from memory or from the store. */
  load(time: number): Promise<HeldReference>;
}

/** A source with the same data for every start_time. */
export const fixedReference = (reference: Reference): ReferenceSource => {
  const held = { reference, from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };
  return { held: () => held, load: async () => held };
};

interface Entry extends HeldReference {
  /** Digest of the entries in force, by kind. */
  readonly digests: ReadonlyMap<string, string>;
  readonly parts: ReadonlyMap<string, ReferenceParts>;
}

/** Most periods whose data are kept in memory. Periods with the same entries of a kind share them. */
const mostHeld = 4;
/** A version that comes into force within this time is loaded before, ms. */
const aheadMs = minuteMs;

const kinds = referenceKinds.filter(({ load }) => load !== undefined);
const kindNames = kinds.map(({ name }) => name);

/** Keeps the store's reference data in memory. Until the first `refresh` there is only the number plan. */
export class ReferenceLoader implements ReferenceSource {
  readonly #store: Store;
  readonly #log: Logger;
  #state = JSON.stringify([{ versions: 0, last: 0 }]);
  #versions: readonly ReferenceVersion[] = [];
  /** Most recently used first. */
  #held: Entry[] = [{ ...fixedEntry, digests: new Map(), parts: new Map() }];
  #work: Promise<unknown> = Promise.resolve();

  constructor({ store, log }: { store: Store; log: Logger }) {
    this.#store = store;
    this.#log = log;
  }

  held(time: number): HeldReference | undefined {
    const index = this.#held.findIndex(({ from, until }) => from <= time && time < until);
    const entry = this.#held[index];
    if (entry !== undefined && index > 0) this.#use(entry);
    return entry;
  }

  load(time: number): Promise<HeldReference> {
    return this.#inTurn(async () => this.held(time) ?? (await this.#read(this.#versions, time)));
  }

  /** Looks for new versions and loads them; until they are loaded the old ones are used. True where there were any. */
  refresh(): Promise<boolean> {
    return this.#inTurn(async () => {
      const state = JSON.stringify(await this.#store.query(referenceState, {}));
      const changed = state !== this.#state;
      if (changed) await this.#switch(await this.#store.query(referenceVersionList, {}));
      this.#state = state;
      const soon = Date.now() + aheadMs;
      if (this.held(soon) === undefined) await this.#read(this.#versions, soon);
      return changed;
    });
  }

  /** Runs one load after another, never two at the same time: that bounds memory. */
  #inTurn<R>(work: () => Promise<R>): Promise<R> {
    const turn = this.#work.then(work, work);
    this.#work = turn.catch(() => {});
    return turn;
  }

  async #switch(versions: readonly ReferenceVersion[]): Promise<void> {
    const now = periodAt(versions, kindNames, Date.now());
    const next = await this.#entry(now);
    const kept = this.#held.flatMap((entry) => {
      const period = periodAt(versions, kindNames, entry.from);
      return period.from !== now.from && isSame(entry, period) ? [{ ...entry, ...spanOf(period) }] : [];
    });
    this.#versions = versions;
    this.#held = kept;
    this.#use(next);
    this.#log.info({ version: next.reference.version }, 'reference data in force');
  }

  async #read(versions: readonly ReferenceVersion[], time: number): Promise<Entry> {
    const entry = await this.#entry(periodAt(versions, kindNames, time));
    this.#use(entry);
    return entry;
  }

  #use(entry: Entry): void {
    this.#held = [entry, ...this.#held.filter((other) => other !== entry)].slice(0, mostHeld);
  }

  async #entry(period: Period): Promise<Entry> {
    const digests = digestsOf(period);
    const parts = new Map<string, ReferenceParts>();
    for (const { name, load } of kinds) {
      const digest = digests.get(name);
      if (digest === undefined || load === undefined) continue;
      const shared = this.#held.find((entry) => entry.digests.get(name) === digest)?.parts.get(name);
      parts.set(name, shared ?? (await load(this.#store, digest)));
    }
    let all: ReferenceParts = {};
    for (const part of parts.values()) all = { ...all, ...part };
    return { ...spanOf(period), reference: createReference(versionOf(period), all), digests, parts };
  }
}

const fixedEntry: HeldReference = {
  reference: emptyReference,
  from: Number.NEGATIVE_INFINITY,
  until: Number.POSITIVE_INFINITY,
};

const spanOf = ({ from, until }: Period) => ({ from, until });

const digestsOf = ({ inForce }: Period) =>
  new Map(inForce.map(({ kind, digest }) => [kind, digest] as const));

function isSame(entry: Entry, period: Period): boolean {
  const digests = digestsOf(period);
  return (
    entry.reference.version === versionOf(period) &&
    entry.digests.size === digests.size &&
    [...entry.digests].every(([kind, digest]) => digests.get(kind) === digest)
  );
}
