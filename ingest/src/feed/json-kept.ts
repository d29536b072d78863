import { decode } from './lines.ts';

/** The text of one JSON object of a file. */
export interface JsonText {
  /** On which it begins, from 1. */
  readonly line: number;
  readonly text: string;
  /** Why it is none. */
  readonly broken?: string;
}

/** Bytes; longer than any record. */
const longestRecord = 1_000_000;

/** The bytes of the record being read, of which a part may be in the chunk at hand. */
export function createKept() {
  let chunk: Buffer = Buffer.alloc(0);
  let parts: Buffer[] = [];
  let size = 0;
  /** Where the record begins in the chunk; -1: there is none. */
  let from = -1;
  let line = 1;

  function add(to: number): void {
    if (size <= longestRecord) parts.push(Buffer.from(chunk.subarray(from, to)));
    size += to - from;
  }
  function drop(): void {
    from = -1;
    parts = [];
    size = 0;
  }
  return {
    drop,
    active: () => from >= 0,
    next(bytes: Buffer): void {
      chunk = bytes;
      if (from >= 0) from = 0;
    },
    begin(at: number, onLine: number): void {
      drop();
      from = at;
      line = onLine;
    },
    take(at: number, reason?: string): JsonText {
      add(at);
      const broken = size > longestRecord ? 'is longer than a record can be' : reason;
      const text = decode(Buffer.concat(parts));
      drop();
      return broken === undefined ? { line, text } : { line, text, broken };
    },
    /** At the chunk's end; true where the record is too long already. */
    end(): boolean {
      if (from >= 0) add(chunk.length);
      return size > longestRecord;
    },
  };
}
