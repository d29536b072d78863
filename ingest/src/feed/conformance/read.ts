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

/** The content of a file. For an archive, the content of its files one after the other. */
export async function* contentOf(file: string, onBytes = (_: number): void => {}): AsyncGenerator<Buffer> {
  for await (const { content } of openMembers(file, onBytes)) yield* content;
}

/** All records of a file in one array. Unfinished lines are added at the end. */
export async function recordsOf(
  format: FeedFormat,
  content: AsyncIterable<Buffer>,
  timezone = 'UTC',
): Promise<FeedRecord[]> {
  const reader = format.open({ timezone });
  const records = await Array.fromAsync(reader.read(content, 'file'));
  return [...records, ...(reader.unfinished?.() ?? [])];
}

/** All records of a text. */
export const recordsIn = (format: FeedFormat, text: string | Buffer, timezone?: string) =>
  recordsOf(
    format,
    chunks(Buffer.from(text), () => 64 * 1024),
    timezone,
  );

/** The CDRs in some lines. Refused and skipped lines are left out. */
export async function cdrsIn(
  format: FeedFormat,
  lines: readonly string[],
  timezone?: string,
): Promise<Cdr[]> {
  return (await recordsIn(format, lines.join('\n'), timezone)).filter(isGood).map((record) => record.cdr);
}
