import type { Store } from '@ringtrace/platform/clickhouse';
import type { Logger } from '@ringtrace/platform/log';
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

/** What is in force over a stretch of start_time, `until` excluded; never changes under its holder. */
export interface HeldReference {
  readonly reference: Reference;
  readonly from: number;
  readonly until: number;
}

/** Where CDRs get the reference data that was in force at their start_time. */
export interface ReferenceSource {
  /** What is in memory for a start_time, ms; undefined where it has to be loaded. */
  held(time: number): HeldReference | undefined;
  /** Reads what was in force at a start_time. */
  load(time: number): Promise<HeldReference>;
}

/** A source that never changes. */
export const fixedReference = (reference: Reference): ReferenceSource => {
  const held = { reference, from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };
  return { held: () => held, load: async () => held };
};

interface Entry extends HeldReference {
  /** By kind. */
  readonly digests: ReadonlyMap<string, string>;
  readonly parts: ReadonlyMap<string, ReferenceParts>;
}

/** In memory at once, the current one among them; a kind that several share is there once. */
const mostHeld = 4;
/** A version that becomes valid this soon is read ahead, ms. */
const aheadMs = 60_000;

const kinds = referenceKinds.filter(({ load }) => load !== undefined);
const kindNames = kinds.map(({ name }) => name);

/** Keeps the reference data of a store at hand: the number plan alone until the first refresh. */
export class ReferenceLoader implements ReferenceSource {
  readonly #store: Store;
  readonly #log: Logger;
  #state = JSON.stringify([{ versions: 0, last: 0 }]);
  #versions: readonly ReferenceVersion[] = [];
  /** The one used last comes first. */
  #held: Entry[] = [{ ...fixedEntry, digests: new Map(), parts: new Map() }];
  #work: Promise<unknown> = Promise.resolve();

  constructor({ store, log }: { store: Store; log: Logger }) {
    this.#store = store;
    this.#log = log;
  }

  held(time: number): HeldReference | undefined {
    const place = this.#held.findIndex(({ from, until }) => from <= time && time < until);
    const entry = this.#held[place];
    if (entry !== undefined && place > 0) this.#use(entry);
    return entry;
  }

  load(time: number): Promise<HeldReference> {
    return this.#inTurn(async () => this.held(time) ?? (await this.#read(this.#versions, time)));
  }

  /** Looks for newer versions and reads them: until then those in force stay. True where there were any. */
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

  /** One thing is read at a time: that bounds memory. */
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
