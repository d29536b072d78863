import { createHash } from 'node:crypto';

/** The first bytes of a content that are hashed by themselves. They tell most contents apart. */
export const headBytes = 4_096;

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/**
 * The beginning of a content: its length in bytes, the SHA-256 of all of it, and the SHA-256 of its first 4 KiB
 * (`head`).
 */
export interface Prefix {
  readonly bytes: number;
  readonly hash: string;
  readonly head: string;
}

/** Hashes a content while it is read. */
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

/** The first bytes of a content: 4 KiB, or all where it is shorter. */
export class Beginning {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes.subarray(0, headBytes);
  }

  get length(): number {
    return this.#bytes.length;
  }

  /** SHA-256 of the first `bytes` bytes. */
  hash(bytes: number): string {
    return sha256(this.#bytes.subarray(0, bytes));
  }
}

/** The same content, with a first chunk of at least 4 KiB, unless the content is shorter. */
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
 * Finds the longest known prefix that this content begins with. Undefined where there is none. `whole`: the content
 * ends there. It reads no more than it must.
 * @param known gives the prefixes that may fit a beginning, the shortest first.
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
