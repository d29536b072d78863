import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type EventRow, eventRow } from '../log/event-row.ts';
import { everyRow } from '../log/every-row.ts';
import { namedBytes } from '../log/links.ts';
import type { CaseLog } from '../log/log.ts';

/**
 * An exported log is a file of JSON lines: a heading, then each entry as the log holds it, and before the first entry that names
 * some bytes, these bytes.
 */
const heading = z.object({ format: z.literal('ringtrace.log/1'), bytes: z.boolean() });
const keptBytes = z.object({ sha256: z.string(), base64: z.string() });

/** The lines of an exported log. `bytes`: with the bytes that entries name. */
export function* exportLines(log: Pick<CaseLog, 'rowsAfter' | 'bytes'>, bytes: boolean): Generator<string> {
  yield `${JSON.stringify({ format: 'ringtrace.log/1', bytes })}\n`;
  const written = new Set<string>();
  for (const row of everyRow(log)) {
    for (const sha256 of bytes ? namedBytes(row) : []) {
      if (written.has(sha256)) continue;
      written.add(sha256);
      const kept = log.bytes(sha256);
      if (kept !== undefined)
        yield `${JSON.stringify({ sha256, base64: Buffer.from(kept).toString('base64') })}\n`;
    }
    yield `${JSON.stringify(row)}\n`;
  }
}

/** An exported log as it is read back, line by line. */
export interface ExportedLog {
  readonly bytes: boolean;
  readonly rows: AsyncIterable<EventRow>;
  /** SHA-256 of the bytes that came so far under this name, computed anew; undefined where none came. */
  digestOf(sha256: string): string | undefined;
}

/** Throws where the file is no exported log. `rows` throws at a line that is none of a log. */
export async function openExport(path: string): Promise<ExportedLog> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  const reading = lines[Symbol.asyncIterator]();
  const first = await reading.next();
  const head = heading.safeParse(parsed(first.done === true ? '' : first.value));
  if (!head.success) throw new Error(`${path} is no exported log of Ringtrace`);
  const digests = new Map<string, string>();
  async function* rows() {
    for (let line = 2; ; line += 1) {
      const next = await reading.next();
      if (next.done === true) return;
      const value = parsed(next.value);
      const blob = keptBytes.safeParse(value);
      if (blob.success) {
        digests.set(
          blob.data.sha256,
          createHash('sha256').update(Buffer.from(blob.data.base64, 'base64')).digest('hex'),
        );
        continue;
      }
      const row = eventRow.safeParse(value);
      if (!row.success)
        throw new Error(`${path}, line ${line}: it was changed, and is no entry of a log any more`);
      yield row.data;
    }
  }
  return { bytes: head.data.bytes, rows: rows(), digestOf: (sha256) => digests.get(sha256) };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
