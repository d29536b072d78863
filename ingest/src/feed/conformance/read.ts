import type { Cdr } from '@ringtrace/schemas/cdr';
import { type FeedFormat, type FeedRecord, isGood } from '../format.ts';
import { openMembers } from '../open-file.ts';

export async function* chunks(bytes: Buffer, size: () => number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; ) {
    const end = at + size();
    yield bytes.subarray(at, end);
    at = end;
  }
}

/** A file's content; of an archive, that of its members one after the other. */
export async function* contentOf(file: string, onBytes = (_: number): void => {}): AsyncGenerator<Buffer> {
  for await (const { content } of openMembers(file, onBytes)) yield* content;
}

/** Every record of a file, those it leaves unfinished among them, in one array. */
export async function recordsOf(
  format: FeedFormat,
  source: AsyncIterable<Buffer>,
  timezone = 'UTC',
): Promise<FeedRecord[]> {
  const reader = format.open({ timezone });
  const records = await Array.fromAsync(reader.read(source, 'file'));
  return [...records, ...(reader.unfinished?.() ?? [])];
}

/** Every record of a text. */
export const recordsIn = (format: FeedFormat, text: string | Buffer, timezone?: string) =>
  recordsOf(
    format,
    chunks(Buffer.from(text), () => 64 * 1024),
    timezone,
  );

/** The CDRs of lines. */
export async function cdrsIn(
  format: FeedFormat,
  lines: readonly string[],
  timezone?: string,
): Promise<Cdr[]> {
  return (await recordsIn(format, lines.join('\n'), timezone)).filter(isGood).map((record) => record.cdr);
}
