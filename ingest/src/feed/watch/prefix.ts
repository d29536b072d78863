import { createHash } from 'node:crypto';

/** So many bytes at the beginning tell most contents apart without reading more. */
export const headBytes = 4_096;

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** A content's beginning: `bytes` long, SHA-256 of all of it and of its first 4 KiB. */
export interface Prefix {
  readonly bytes: number;
  readonly hash: string;
  readonly head: string;
}

/** Follows a content as it is read: how long it is so far, and what it hashes to. */
export class PrefixHash {
  bytes = 0;
  readonly #hash = createHash('sha256');
  #head: Buffer = Buffer.alloc(0);

  add(chunk: Buffer): void {
    this.bytes += chunk.length;
    this.#hash.update(chunk);
    if (this.#head.length < headBytes)
      this.#head = Buffer.concat([this.#head, chunk.subarray(0, headBytes - this.#head.length)]);
  }

  now(): Prefix {
    return { bytes: this.bytes, hash: this.hash(), head: sha256(this.#head) };
  }

  hash(): string {
    return this.#hash.copy().digest('hex');
  }
}

/** The first bytes of a content: 4 KiB, or all of it where it is shorter. */
export class Beginning {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes.subarray(0, headBytes);
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** SHA-256 of the first so many of them. */
  hash(bytes: number): string {
    return sha256(this.#bytes.subarray(0, bytes));
  }
}

/** The same content, its first chunk 4 KiB at least unless it ends before. */
async function* withBeginning(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let first: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of content) {
    if (first === undefined) yield chunk;
    else {
      first = Buffer.concat([first, chunk]);
      if (first.length < headBytes) continue;
      yield first;
      first = undefined;
    }
  }
  if (first !== undefined) yield first;
}

/**
 * The longest of the known beginnings that is this content's own; undefined where none is. `whole`: the content ends
 * there. `known` gives those that a content may go on from, the shortest first. Reads no further than it must.
 */
export async function longestPrefix<P extends Prefix>(
  content: AsyncIterable<Buffer>,
  known: (beginning: Beginning) => P[],
): Promise<{ prefix: P; whole: boolean } | undefined> {
  let left: P[] | undefined;
  let found: P | undefined;
  const read = new PrefixHash();
  for await (const chunk of withBeginning(content)) {
    if (left?.length === 0) return found && { prefix: found, whole: false };
    left ??= known(new Beginning(chunk));
    let at = 0;
    for (let next = left[0]; next !== undefined; next = left[0]) {
      const step = next.bytes - read.bytes;
      if (step > chunk.length - at) break;
      read.add(chunk.subarray(at, at + step));
      at += step;
      if (read.hash() === next.hash) found = next;
      left.shift();
    }
    if (left.length === 0 && (found === undefined || at < chunk.length))
      return found && { prefix: found, whole: false };
    read.add(chunk.subarray(at));
  }
  return found && { prefix: found, whole: read.bytes === found.bytes };
}
