import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { normaliseNumber } from '@ringtrace/enrich/number';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { instant } from '../time.ts';
import { calledNumber } from './question.ts';

/** Names standard input. */
const standardInput = '-';

/** A number outside says seconds, or is none: CDRs start between 2000 and 2100. */
const earliest = Date.UTC(2000);
const latest = Date.UTC(2100);

const named = z.union([z.string(), z.number().transform(String)]);
const row = z.object({
  calling: named.nullable().default(''),
  called: named,
  time: z.union([z.string(), z.number().int().min(earliest).max(latest)]),
});

export interface Asked {
  readonly calling: number;
  readonly called: number;
  readonly time: number;
}

/**
 * Calls to trace, out of CSV with the columns calling, called and time, or JSON Lines with the same names; others are
 * passed over. A time is ISO 8601 with a zone, in JSON ms since 1970 too. Throws for the first line that says no call.
 */
export async function readCalls(file: string): Promise<Asked[]> {
  const content = await contentOf(file);
  const rows = content.trimStart().startsWith('{') ? jsonRows(content) : csvRows(content, file);
  return rows.map(({ value, line }) => {
    try {
      const { calling, called, time } = row.parse(value);
      return {
        calling: normaliseNumber(calling ?? ''),
        called: calledNumber('called', called),
        time: typeof time === 'number' ? time : instant('time', time),
      };
    } catch (error) {
      throw new Error(`${file}, line ${line}: ${reason(error)}`);
    }
  });
}

function reason(error: unknown): string {
  if (error instanceof z.ZodError) {
    return 'calling, called and time are needed: CSV with this header, or JSON Lines with these names; a time in numbers is ms since 1970';
  }
  return error instanceof Error ? error.message.replace(/^--/, '') : String(error);
}

async function contentOf(file: string): Promise<string> {
  try {
    return await text(file === standardInput ? process.stdin : createReadStream(file));
  } catch (error) {
    throw new Error(`cannot read ${file}: ${reason(error)}`);
  }
}

interface Row {
  readonly value: unknown;
  /** Where it ends, the first line being 1. */
  readonly line: number;
}

const jsonRows = (content: string): Row[] =>
  content
    .split(/\r?\n/)
    .map((text, i) => ({ text, line: i + 1 }))
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, line }) => {
      try {
        return { value: JSON.parse(text), line };
      } catch {
        // No object: named with its place by whoever reads the rows.
        return { value: undefined, line };
      }
    });

const csvRow = z.object({ record: z.unknown(), info: z.object({ lines: z.number() }) });

function csvRows(content: string, file: string): Row[] {
  try {
    const rows = parse(content, { columns: true, bom: true, trim: true, skip_empty_lines: true, info: true });
    return z
      .array(csvRow)
      .parse(rows)
      .map(({ record, info }) => ({ value: record, line: info.lines }));
  } catch (error) {
    throw new Error(`${file} is neither CSV nor JSON Lines: ${reason(error)}`);
  }
}
