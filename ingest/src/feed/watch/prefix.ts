import { createHash } from 'node:crypto';

/** So many bytes at the beginning tell most contents apart without reading more. */
const headBytes = 4_096;

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

/** Those of the known beginnings that a content whose first chunk this is may have, the shortest first. */
function possible<P extends Prefix>(first: Buffer, known: readonly P[]): P[] {
  const heads = new Map<number, string>();
  const headOf = (bytes: number) => {
    const head = heads.get(bytes) ?? sha256(first.subarray(0, bytes));
    heads.set(bytes, head);
    return head;
  };
  return known
    .filter(({ bytes, head }) => {
      const told = Math.min(bytes, headBytes);
      return bytes > 0 && (first.length < told || headOf(told) === head);
    })
    .sort((a, b) => a.bytes - b.bytes);
}

/**
 * The longest of the known beginnings that is this content's own; undefined where none is. `whole`: the content ends
 * there. Reads no further than it must.
 */
export async function longestPrefix<P extends Prefix>(
  content: AsyncIterable<Buffer>,
  known: readonly P[],
): Promise<{ prefix: P; whole: boolean } | undefined> {
  let left: P[] | undefined;
  let found: P | undefined;
  const read = new PrefixHash();
  for await (const chunk of content) {
    if (left?.length === 0) return found && { prefix: found, whole: false };
    left ??= possible(chunk, known);
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
