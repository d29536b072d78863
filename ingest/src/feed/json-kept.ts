import { decode } from './lines.ts';

/** The text of one JSON object (or XML element) of a file. */
export interface JsonText {
  /** Number of the line on which it begins, from 1. */
  readonly line: number;
  readonly text: string;
  /** The reason why the text is no record; missing where it is one. */
  readonly broken?: string;
}

/** No record is longer than this, bytes. */
const longestRecord = 1_000_000;

/** Collects the bytes of the record being read. A record may extend over several chunks of the file. */
export function createKept() {
  let chunk: Buffer = Buffer.alloc(0);
  let parts: Buffer[] = [];
  let size = 0;
  /** Offset in the chunk at which the record begins; -1 where no record is being read. */
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
    /** To be called at the end of each chunk. True where the record is already too long. */
    end(): boolean {
      if (from >= 0) add(chunk.length);
      return size > longestRecord;
    },
  };
}
