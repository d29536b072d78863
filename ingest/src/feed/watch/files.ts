import { FeedError, type FeedReader } from '../format.ts';
import type { Followed } from './follow.ts';
import { KnownContents } from './known.ts';
import { follow } from './open-followed.ts';
import { type SeenFile, scan } from './scan.ts';
import type { Position } from './state.ts';

export interface FilesOptions {
  readonly directory: string;
  readonly reader: FeedReader;
  /** The positions that an earlier run saved. */
  readonly positions: readonly Position[];
  /** How long a file must be unchanged to be done, once there is a newer file, ms. */
  readonly quietMs: number;
  /**
   * Called for a file that can't be read, at each look, and at the start for files that an earlier run found damaged.
   */
  readonly onProblem: (text: string) => void;
}

/**
 * Files opened in one look: this many of the newest, which have live traffic, and this many of the oldest, so that a
 * backlog is fed in order.
 */
const openedAtOnce = 32;
/**
 * A file whose last change is longer ago than this counts as done without waiting, ms. This also holds where its clock
 * is wrong.
 */
const agedMs = 600_000;
const nsPerMs = 1_000_000n;
/** With more files open than this, none is waited for. It happens where a switch writes one file a call. */
const mostOpen = 512;
/**
 * Where a scan of the directory takes no longer than this, ms, the next one may follow at once. Otherwise scans take at
 * most a fifth of the time.
 */
const quickMs = 50;
const restsAfterScan = 4;

/** The files of a directory: which are being read, which are fed, and whose content is known under another name. */
export class Files {
  readonly #options: FilesOptions;
  #seen: ReadonlyMap<string, SeenFile> = new Map();
  #newest: string | undefined;
  /** Files that were neither open nor fed at the last scan, in the order of the scan. */
  #waiting: SeenFile[] = [];
  #scanAgainAt = 0;
  #open = new Map<string, Followed>();
  /** What is known of each content. Open files are as of the last `fed`. */
  readonly #known: KnownContents;
  /** The name under which the reader knows each open file, by the file's id. */
  #readAs = new Map<string, string>();
  #stillSince = new Map<string, { stamp: string; since: number }>();

  constructor(options: FilesOptions) {
    this.#options = options;
    this.#known = new KnownContents(options.positions);
    for (const { fault } of this.#known.current()) if (fault !== '') options.onProblem(fault);
  }

  /**
   * Opens files that are not fed yet. Everything read before must be fed by now. Returns whether the directory was
   * scanned this time; a slow scan is not repeated at each look.
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

  /** Updates the names of open files. A file that was written anew is closed and will be opened as another file. */
  async #meet(): Promise<void> {
    for (const [id, file] of this.#open) {
      file.seen = this.#seen.get(id) ?? file.seen;
      if (!(await file.wasReplaced())) continue;
      await file.close();
      this.#open.delete(id);
      this.#forget(id);
    }
  }

  /** Files that left the directory. Their content may come back in a file with another inode. */
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
    // A file that was renamed and compressed is first read to its end. Only then is its archive opened, which then has
    // nothing new.
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

  /** The open files in the order to read them, newest first, so that live traffic does not wait for a backlog. */
  toRead(): Followed[] {
    const rankOf = ({ seen: { id } }: Followed) => this.#seen.get(id)?.rank ?? this.#seen.size;
    return [...this.#open.values()].sort((a, b) => rankOf(b) - rankOf(a));
  }

  /**
   * Whether nobody writes to the file any longer. Then its last line is complete even without a line end. This is so
   * where the file was renamed or removed or a newer one exists, and nothing was added for a while.
   */
  isDone(file: Followed): boolean {
    const { id, name, modified } = file.seen;
    const quiet = file.quietMs();
    const waits = this.#open.size <= mostOpen && Date.now() - Number(modified / nsPerMs) < agedMs;
    if (quiet === undefined || (waits && quiet < this.#options.quietMs)) return false;
    return !this.#seen.has(id) || this.#newest !== id || name !== file.firstName;
  }

  /**
   * To be called when everything read so far is fed. Remembers the positions, and closes files that were read to their
   * end.
   */
  async fed(): Promise<void> {
    for (const [id, file] of this.#open) {
      this.#known.set(file.position());
      if (!file.ended) continue;
      this.#open.delete(id);
      await file.close();
    }
  }

  /** The positions to save for the next run. */
  positions(): Position[] {
    // A file in an archive has a name that begins with the archive's name.
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
