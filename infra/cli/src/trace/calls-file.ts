import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { normaliseNumber } from '@ringtrace/enrich/number';
import { whyUnreadable } from '@ringtrace/platform/unreadable';
import { visible } from '@ringtrace/platform/visible';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { instant } from '../time.ts';
import { calledNumber } from './question.ts';

/** Names standard input. */
const standardInput = '-';

/** A number outside says seconds, or is none: CDRs start between 2000 and 2100. */
const earliest = Date.UTC(2000);
const latest = Date.UTC(2100);

const columns = ['calling', 'called', 'time'] as const;
const takes =
  '--calls takes CSV whose first line names the columns calling, called and time, or JSON Lines with these names';

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

/** What is wrong with a line of the file. */
class WrongLine extends Error {
  readonly line: number;

  constructor(line: number, what: string) {
    super(what);
    this.line = line;
  }
}

/**
 * Calls to trace, out of CSV with the columns calling, called and time, or JSON Lines with the same names; others are
 * passed over. A time is ISO 8601 with a zone, in JSON ms since 1970 too. Throws for the first line that says no call,
 * and where no line does.
 */
export async function readCalls(file: string): Promise<Asked[]> {
  const content = await contentOf(file);
  try {
    const rows = rowsOf(content);
    if (rows.length === 0) throw new WrongLine(1, `no line names a call: ${takes}`);
    return rows.map(callOf);
  } catch (error) {
    if (error instanceof WrongLine)
      throw new Error(`${visible(file)}, line ${error.line}: ${visible(error.message)}`);
    throw error;
  }
}

async function contentOf(file: string): Promise<string> {
  try {
    return await text(file === standardInput ? process.stdin : createReadStream(file));
  } catch (error) {
    throw new Error(`can't read ${visible(file)}: ${whyUnreadable(error)}`);
  }
}

interface Row {
  readonly value: unknown;
  /** Where it ends, the first line being 1. */
  readonly line: number;
}

function rowsOf(content: string): Row[] {
  const binary = /[\0\uFFFD]/.exec(content);
  if (binary !== null)
    throw new WrongLine(content.slice(0, binary.index).split('\n').length, `not UTF-8 text: ${takes}`);
  return content.trimStart().startsWith('{') ? jsonRows(content) : csvRows(content);
}

function callOf({ value, line }: Row): Asked {
  try {
    const { calling, called, time } = row.parse(value);
    return {
      calling: normaliseNumber(calling ?? ''),
      called: calledNumber('called', called),
      time: typeof time === 'number' ? time : instant('time', time),
    };
  } catch (error) {
    throw new WrongLine(line, reason(error));
  }
}

function reason(error: unknown): string {
  if (error instanceof z.ZodError)
    return `calling, called and time are needed, a time in numbers as ms since 1970: ${takes}`;
  return error instanceof Error ? error.message.replace(/^--/, '') : String(error);
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
        throw new WrongLine(line, `not a JSON object in one line: ${takes}`);
      }
    });

const csvRow = z.object({ record: z.unknown(), info: z.object({ lines: z.number() }) });

function csvRows(content: string): Row[] {
  const options = { bom: true, trim: true, skip_empty_lines: true, info: true };
  try {
    return z
      .array(csvRow)
      .parse(parse(content, { ...options, columns: headerOf }))
      .map(({ record, info }) => ({ value: record, line: info.lines }));
  } catch (error) {
    throw error instanceof CsvError ? inOurWords(error) : error;
  }
}

function headerOf(names: string[]): string[] {
  const missing = columns.filter((name) => !names.includes(name));
  if (missing.length > 0)
    throw new WrongLine(1, `the first line has no column ${missing.join(' and no column ')}: ${takes}`);
  return names;
}

/** The parser's own words speak of its options, and may quote a customer's number. */
function inOurWords(error: CsvError): WrongLine {
  const line = z.object({ lines: z.number() }).safeParse(error).data?.lines ?? 1;
  return new WrongLine(
    line,
    error.code === 'CSV_RECORD_INCONSISTENT_COLUMNS'
      ? 'it has more or fewer values than the first line has columns'
      : 'a quotation mark stands where none may, or is not closed',
  );
}
