import type { FileHandle } from 'node:fs/promises';
import { isText, type Kind } from '../content/kind.ts';
import { type Member, membersOf } from '../content/members.ts';
import { accessOf } from '../content/random-access.ts';
import { fromUtf16 } from '../content/utf16.ts';
import { FeedError, type FeedReader, type FeedRecord } from '../format.ts';
import { Abandoned, GrowingFile, readThrough } from './growing.ts';
import type { KnownContents } from './known.ts';
import { PrefixHash } from './prefix.ts';
import type { SeenFile } from './scan.ts';
import type { Position } from './state.ts';

/** What is needed to open files: the reader, and what is known of files seen before. */
export interface Opening {
  readonly reader: FeedReader;
  readonly known: KnownContents;
  /** The file has not changed for a while. So a compressed file is complete. */
  readonly still: boolean;
}

/** How far a turn came: 'all' that is written by now, the 'end' of the file, or 'paused' as it was asked to. */
export type Reached = 'all' | 'end' | 'paused';

export interface Turn {
  /** Takes each record that is not fed yet, in order. `path` is the path in an archive; '' elsewhere. */
  readonly take: (record: FeedRecord, path: string) => Promise<void> | undefined;
  /** Asked after each record. True ends the turn. */
  readonly paused: () => boolean;
  /** Nobody writes to the file any longer: where nothing new is in it, its end is the end of its last line. */
  readonly last: boolean;
}

/** What is known of a file's content from before. `whole`: the content ends there. */
export interface Recalled {
  readonly prefix: Position;
  readonly whole: boolean;
}

const membersIn = (file: FileHandle, name: string) =>
  membersOf({ name, bytes: readThrough(file), access: () => accessOf(file) });

/** Comes between the files of an archive, so that the archive differs from a single file with the same text. */
const boundary = Buffer.from('\0another file\0');

/** A file's content, decompressed. The files of an archive are joined, with `boundary` between them. */
export async function* joinedContent(file: FileHandle, name: string): AsyncGenerator<Buffer> {
  let first = true;
  for await (const { content } of membersIn(file, name)) {
    if (!first) yield boundary;
    first = false;
    yield* content;
  }
}

/** One file of the directory. It is read through its format turn by turn, as far as it is written. */
export class Followed {
  /** The file is compressed or an archive. It is read once, from beginning to end. */
  readonly packed: boolean;
  readonly #file: FileHandle;
  readonly #recalled: Recalled | undefined;
  readonly #growing: GrowingFile;
  readonly #members: AsyncIterable<Member>;
  readonly #prefix = new PrefixHash();
  readonly #opening: Opening;
  readonly firstName: string;
  /** The file as the last scan saw it. */
  seen: SeenFile;
  #quietSince: number | undefined;
  #turn: (Turn & { readonly over: PromiseWithResolvers<Reached> }) | undefined;
  #gate: PromiseWithResolvers<void> | undefined;
  #running = false;
  #ended: boolean;
  #fault = '';
  /**
   * The content being read (of the file, or of a file in an archive) has ended. A line without a line end may now be
   * cut off.
   */
  #contentEnded = false;
  /** Records read so far. */
  #records = 0;
  /** Of these, the records that no later byte can change. */
  #whole = 0;

  constructor(
    file: FileHandle,
    seen: SeenFile,
    how: Opening & { readonly kind: Kind; readonly recalled: Recalled | undefined },
  ) {
    this.#file = file;
    this.seen = seen;
    this.#opening = how;
    this.firstName = seen.name;
    this.packed = !isText(how.kind);
    this.#recalled = how.recalled;
    this.#ended = how.recalled?.whole === true && how.recalled.prefix.ended;
    this.#growing = new GrowingFile(file, () => {
      this.#quietSince ??= performance.now();
      this.#over('all');
    });
    this.#members = this.packed ? membersIn(file, seen.name) : this.#alone(how.kind);
  }

  get ended(): boolean {
    return this.#ended;
  }

  /**
   * How long the file has been read to its present end without anything new, ms. Undefined while there is more to read.
   */
  quietMs(): number | undefined {
    return this.#quietSince === undefined ? undefined : performance.now() - this.#quietSince;
  }

  /** Reads on until the turn ends. Throws FeedError where the file is damaged; records before the damage were taken. */
  async read(turn: Turn): Promise<Reached> {
    if (this.#ended) return 'end';
    const over = Promise.withResolvers<Reached>();
    this.#turn = { ...turn, over };
    if (!this.#running) {
      this.#running = true;
      this.#run().catch((error) => this.#broken(error));
    }
    this.#growing.look(turn.last);
    this.#gate?.resolve();
    this.#gate = undefined;
    return over.promise;
  }

  #over(reached: Reached): void {
    this.#turn?.over.resolve(reached);
    this.#turn = undefined;
  }

  #broken(error: unknown): void {
    // A damaged file gives nothing more until it changes.
    this.#ended = error instanceof FeedError;
    this.#fault = error instanceof FeedError ? error.message : '';
    this.#turn?.over.reject(error);
    this.#turn = undefined;
  }

  async *#alone({ as }: Kind): AsyncGenerator<Member> {
    const bytes = this.#growing.chunks();
    const content = as === 'utf-16le' || as === 'utf-16be' ? fromUtf16(bytes, as) : bytes;
    yield { name: this.firstName, content };
  }

  async #run(): Promise<void> {
    let first = true;
    for await (const member of this.#members) {
      if (!first) this.#prefix.add(boundary);
      first = false;
      await this.#read(member);
    }
    this.#ended = true;
    this.#over('end');
  }

  async #read({ name, content }: Member): Promise<void> {
    const { reader } = this.#opening;
    const skip = this.#recalled?.prefix.records ?? 0;
    const path = name.slice(this.firstName.length);
    for await (const record of reader.read(this.#hashed(content), name)) {
      this.#records += 1;
      if (!this.#contentEnded) this.#whole = this.#records;
      if (this.#records > skip) await this.#turn?.take(record, path);
      if (this.#turn?.paused() === true) await this.#pause();
    }
  }

  async #pause(): Promise<void> {
    this.#gate = Promise.withResolvers();
    this.#over('paused');
    await this.#gate.promise;
  }

  async *#hashed(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    this.#contentEnded = false;
    for await (const chunk of content) {
      this.#prefix.add(chunk);
      this.#quietSince = undefined;
      yield chunk;
    }
    this.#contentEnded = true;
  }

  /** Whether the file was emptied or written anew since it was read. */
  async wasReplaced(): Promise<boolean> {
    return !this.packed && (await this.#growing.wasReplaced());
  }

  /** How far the file is fed, provided that all its records so far are fed. */
  position(): Position {
    const { name, id, stamp } = this.seen;
    const known = this.#recalled?.prefix;
    const behind = known !== undefined && (this.#records < known.records || this.#prefix.bytes < known.bytes);
    const far = behind ? known : { ...this.#prefix.now(), records: this.#whole };
    return { ...far, name, id, stamp, ended: this.#ended, waited: false, fault: this.#fault };
  }

  /** Closes the file. Not to be called during a turn. */
  async close(): Promise<void> {
    this.#growing.abandon();
    this.#gate?.reject(new Abandoned());
    await this.#file.close();
  }
}
