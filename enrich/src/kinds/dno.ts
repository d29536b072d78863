import { dnoStore } from '@ringtrace/schemas/tables/reference';
import { z } from 'zod';
import { ReferenceFileError } from '../reference-file-error.ts';
import { defineKind } from '../reference-kind.ts';

const lengths = [3, 6, 7, 10] as const;
const firstNational = 10_000_000_000;
const lastNational = 19_999_999_999;

/**
 * Reads a do-not-originate file: one pattern of 3, 6, 7 or 10 digits a line, `#` begins a comment. A pattern that
 * stands twice is one. Throws ReferenceFileError, and takes nothing, where a line is anything else.
 */
export function parseDno(text: string, file: string): { pattern: string }[] {
  const patterns = new Set<string>();
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  for (const [i, line] of lines.entries()) {
    const pattern = line.replace(/#.*/, '').trim();
    if (pattern === '') continue;
    if (!/^(?:\d{3}|\d{6}|\d{7}|\d{10})$/.test(pattern)) {
      throw new ReferenceFileError(
        `${file}:${i + 1}: '${pattern}' is no pattern: write 3, 6, 7 or 10 digits of a national number, without 1 or signs`,
      );
    }
    patterns.add(pattern);
  }
  return [...patterns].sort().map((pattern) => ({ pattern }));
}

/** Whether a number's national digits begin with one of the patterns; only NANP numbers can. */
export function dnoMatcher(patterns: readonly { pattern: string }[]): (n: number) => boolean {
  const sets = lengths
    .map((length) => ({
      divisor: 10 ** (10 - length),
      prefixes: new Set(patterns.filter((p) => p.pattern.length === length).map((p) => Number(p.pattern))),
    }))
    .filter(({ prefixes }) => prefixes.size > 0);
  return (n) => {
    if (n < firstNational || n > lastNational) return false;
    const national = n - firstNational;
    for (const { divisor, prefixes } of sets) if (prefixes.has(Math.floor(national / divisor))) return true;
    return false;
  };
}

export const dno = defineKind({
  name: 'dno',
  layout: "one pattern of 3, 6, 7 or 10 digits a line, '#' starts a comment",
  table: dnoStore,
  entry: z.object({ pattern: z.string() }),
  parse: parseDno,
  row: ({ pattern }, digest) => ({ digest, pattern }),
  parts: (patterns) => ({ isDno: dnoMatcher(patterns) }),
});
