import { FeedError, type FeedReader } from '../format.ts';
import type { Followed } from './follow.ts';
import { KnownContents } from './known.ts';
import { follow } from './open-followed.ts';
import { type SeenFile, scan } from './scan.ts';
import type { Position } from './state.ts';

export interface FilesOptions {
  readonly directory: string;
  readonly reader: FeedReader;
  /** As an earlier run left them. */
  readonly positions: readonly Position[];
  /** A file that nobody has added to for so long is done, once there is a newer one, ms. */
  readonly quietMs: number;
  /** Hears of a file that can't be read, at each look; of one that an earlier run found damaged, at the start. */
  readonly onProblem: (text: string) => void;
}

/** Files opened at one look, from the newest, which is live, and from the oldest, so that a backlog is fed in order. */
const openedAtOnce = 32;
/** What was last changed longer ago is waited for no longer, wherever its clock is; ms. */
const agedMs = 600_000;
const nsPerMs = 1_000_000n;
/** With more than this open, nothing is waited for: the files of a switch that writes one a call. */
const mostOpen = 512;
/** A directory is looked through again at once where that is quick; otherwise it takes a fifth of the time at most. */
const quickMs = 50;
const restsAfterScan = 4;

/** The files of a directory: which are being read, which are fed, and whose content is known under another name. */
export class Files {
  readonly #options: FilesOptions;
  #seen: ReadonlyMap<string, SeenFile> = new Map();
  #newest: string | undefined;
  /** Neither open nor fed when the directory was last looked through; in its order. */
  #waiting: SeenFile[] = [];
  #scanAgainAt = 0;
  #open = new Map<string, Followed>();
  /** Of open files as of the last `fed`. */
  readonly #known: KnownContents;
  /** By id, as the reader knows them. */
  #readAs = new Map<string, string>();
  #stillSince = new Map<string, { stamp: string; since: number }>();

  constructor(options: FilesOptions) {
    this.#options = options;
    this.#known = new KnownContents(options.positions);
    for (const { fault } of this.#known.current()) if (fault !== '') options.onProblem(fault);
  }

  /**
   * Opens what is not fed yet. Nothing that was read may be unfed. Gives whether the directory was looked through for
   * it: where that takes long, not each time.
   */
  async look(): Promise<boolean> {
    const due = performance.now() >= this.#scanAgainAt;
    if (due) await this.#scan();
    await this.#meet();
    const newest = this.#waiting.splice(-openedAtOnce).reverse();
    const oldest = this.#waiting.splice(0, openedAtOnce);
    await Promise.all([...newest, ...oldest].map((file) => this.#openOne(file)));
    return due;
  }

  async #scan(): Promise<void> {
    const began = performance.now();
    const seen = await scan(this.#options.directory);
    this.#seen = new Map(seen.map((file) => [file.id, file]));
    this.#newest = seen.at(-1)?.id;
    this.#noteChanges(seen);
    this.#retire();
    this.#waiting = seen.filter((file) => !this.#open.has(file.id) && !this.#isFed(file));
    const now = performance.now();
    this.#scanAgainAt = now - began > quickMs ? now + restsAfterScan * (now - began) : now;
  }

  #noteChanges(seen: readonly SeenFile[]): void {
    const now = performance.now();
    this.#stillSince = new Map(
      seen.map(({ id, stamp }) => {
        const before = this.#stillSince.get(id);
        return [id, before?.stamp === stamp ? before : { stamp, since: now }];
      }),
    );
  }

  /** Open files under the names they have now; one that was written anew is another file. */
  async #meet(): Promise<void> {
    for (const [id, file] of this.#open) {
      file.seen = this.#seen.get(id) ?? file.seen;
      if (!(await file.wasReplaced())) continue;
      await file.close();
      this.#open.delete(id);
      this.#forget(id);
    }
  }

  /** What is gone from the directory may come back under another inode. */
  #retire(): void {
    for (const { id } of this.#known.current()) {
      if (!this.#seen.has(id) && !this.#open.has(id)) this.#forget(id);
    }
  }

  #forget(id: string): void {
    this.#known.retire(id);
    this.#readAs.delete(id);
  }

  #isFed({ id, stamp }: SeenFile): boolean {
    const position = this.#known.get(id);
    return position?.ended === true && position.stamp === stamp;
  }

  async #openOne(seen: SeenFile): Promise<void> {
    const { reader, quietMs, onProblem } = this.#options;
    const since = this.#stillSince.get(seen.id)?.since ?? performance.now();
    // The archive of a file that is being read to its end has nothing new once that is done.
    const removed = this.#open.keys().some((id) => !this.#seen.has(id));
    const still = !removed && performance.now() - since >= quietMs;
    try {
      const file = await follow(seen, { reader, known: this.#known, still });
      if (file === undefined) return;
      this.#open.set(seen.id, file);
      this.#readAs.set(seen.id, file.firstName);
    } catch (error) {
      if (!(error instanceof FeedError)) throw error;
      onProblem(error.message);
    }
  }

  /** Those to read, the newest first: what is live never waits for a backlog. */
  toRead(): Followed[] {
    const rank = ({ seen: { id } }: Followed) => this.#seen.get(id)?.place ?? this.#seen.size;
    return [...this.#open.values()].sort((a, b) => rank(b) - rank(a));
  }

  /**
   * Whether nobody writes to a file any longer, so that its last line is whole without a line end: it was renamed or
   * removed, or there is a newer one, and nothing has come for a while.
   */
  isDone(file: Followed): boolean {
    const { id, name, modified } = file.seen;
    const quiet = file.quietMs();
    const waits = this.#open.size <= mostOpen && Date.now() - Number(modified / nsPerMs) < agedMs;
    if (quiet === undefined || (waits && quiet < this.#options.quietMs)) return false;
    return !this.#seen.has(id) || this.#newest !== id || name !== file.firstName;
  }

  /** All that was read so far is fed: remembers how far, and lets go of what was read to its end. */
  async fed(): Promise<void> {
    for (const [id, file] of this.#open) {
      this.#known.set(file.position());
      if (!file.ended) continue;
      this.#open.delete(id);
      await file.close();
    }
  }

  /** What to remember for another run. */
  positions(): Position[] {
    // A member of an archive is named behind the archive's own name.
    const unfinished = new Set(
      this.#options.reader.unfinished?.().map(({ file }) => file.split('/')[0] ?? ''),
    );
    for (const position of this.#known.current()) {
      const waited = unfinished.has(this.#readAs.get(position.id) ?? '');
      if (waited !== position.waited) this.#known.set({ ...position, waited });
    }
    return this.#known.all();
  }

  async close(): Promise<void> {
    for (const file of this.#open.values()) await file.close();
    this.#open.clear();
  }
}
