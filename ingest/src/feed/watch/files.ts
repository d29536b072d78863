import { FeedError, type FeedReader } from '../format.ts';
import type { Followed } from './follow.ts';
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
/** With more than this open, nothing is waited for: the files of a switch that writes one a call. */
const mostOpen = 512;
/** Contents remembered that are in no file of the directory any longer: one may come back compressed. */
const mostPast = 1_000;

/** The files of a directory: which are being read, which are fed, and whose content is known under another name. */
export class Files {
  readonly #options: FilesOptions;
  /** In the directory's order, the newest at the end. */
  #seen = new Map<string, SeenFile>();
  #newest: string | undefined;
  #open = new Map<string, Followed>();
  /** By id, of files that are or were open; those of open ones as of the last `fed`. */
  #positions: Map<string, Position>;
  #past: Position[];
  /** By id, as the reader knows them. */
  #readAs = new Map<string, string>();
  #stillSince = new Map<string, { stamp: string; since: number }>();

  constructor(options: FilesOptions) {
    this.#options = options;
    this.#positions = new Map(
      options.positions.filter(({ id }) => id !== '').map((position) => [position.id, position]),
    );
    this.#past = options.positions.filter(({ id }) => id === '');
    for (const { fault } of this.#positions.values()) if (fault !== '') options.onProblem(fault);
  }

  /** Looks at the directory and opens what is not fed yet. Nothing that was read may be unfed. */
  async look(): Promise<void> {
    const seen = await scan(this.#options.directory);
    this.#seen = new Map(seen.map((file) => [file.id, file]));
    this.#newest = seen.at(-1)?.id;
    this.#noteChanges(seen);
    await this.#meet();
    this.#retire();
    const waiting = seen.filter(({ id }) => !this.#open.has(id)).filter((file) => !this.#isFed(file));
    const chosen = new Set([...waiting.slice(-openedAtOnce).reverse(), ...waiting.slice(0, openedAtOnce)]);
    for (const file of chosen) await this.#openOne(file);
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
    for (const id of this.#positions.keys()) {
      if (!this.#seen.has(id) && !this.#open.has(id)) this.#forget(id);
    }
    this.#past = this.#past.slice(-mostPast);
  }

  #forget(id: string): void {
    const position = this.#positions.get(id);
    if (position !== undefined) this.#past.push({ ...position, id: '' });
    this.#positions.delete(id);
    this.#readAs.delete(id);
  }

  #isFed({ id, stamp }: SeenFile): boolean {
    const position = this.#positions.get(id);
    return position?.ended === true && position.stamp === stamp;
  }

  async #openOne(seen: SeenFile): Promise<void> {
    const { reader, quietMs, onProblem } = this.#options;
    const since = this.#stillSince.get(seen.id)?.since ?? performance.now();
    // The archive of a file that is being read to its end has nothing new once that is done.
    const removed = this.#open.keys().some((id) => !this.#seen.has(id));
    const still = !removed && performance.now() - since >= quietMs;
    try {
      const file = await follow(seen, { reader, positions: this.#known(), still });
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
    const order = [...this.#seen.keys()];
    const place = new Map(order.map((id, i) => [id, i]));
    const rank = ({ seen: { id } }: Followed) => place.get(id) ?? order.length;
    return [...this.#open.values()].sort((a, b) => rank(b) - rank(a));
  }

  /**
   * Whether nobody writes to a file any longer, so that its last line is whole without a line end: it was renamed or
   * removed, or there is a newer one, and nothing has come for a while.
   */
  isDone(file: Followed): boolean {
    const { id, name } = file.seen;
    const quiet = file.quietMs();
    if (quiet === undefined || (quiet < this.#options.quietMs && this.#open.size <= mostOpen)) return false;
    return !this.#seen.has(id) || this.#newest !== id || name !== file.firstName;
  }

  /** All that was read so far is fed: remembers how far, and lets go of what was read to its end. */
  async fed(): Promise<void> {
    for (const [id, file] of this.#open) {
      this.#positions.set(id, file.position());
      if (!file.ended) continue;
      this.#open.delete(id);
      await file.close();
    }
  }

  #known(): Position[] {
    return [...this.#positions.values(), ...this.#past];
  }

  /** What to remember for another run. */
  positions(): Position[] {
    const waiting = new Set(this.#options.reader.unfinished?.().map(({ file }) => file));
    for (const [id, position] of this.#positions)
      this.#positions.set(id, { ...position, waited: waiting.has(this.#readAs.get(id) ?? '') });
    return this.#known();
  }

  async close(): Promise<void> {
    for (const file of this.#open.values()) await file.close();
    this.#open.clear();
  }
}
