import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normaliseNumber } from '@ringtrace/enrich/number';
import { type Cdr, cdrFields } from '@ringtrace/schemas/cdr';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { callerOf } from '../stages/caller.ts';
import { checkRecord } from '../stages/check.ts';
import { stopAtFileFault } from './file-fault.ts';
import { type BadLine, FeedError, type FeedRecord, isBad, isGood } from './format.ts';
import { formatNamed } from './formats.ts';
import { openMembers } from './open-file.ts';

/** Each folder has files of a switch, mappings, and `expected.json`: what must come out of each run over the files. */
const folder = join(import.meta.dirname, 'cases');

/** The fields of a CDR with times as ISO text, and what the worker makes of the record. */
const expectedRecord = z.partialRecord(
  z.enum(['calling', 'called', 'dead', 'note', ...Object.keys(cdrFields)]),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
);

const run = z.strictObject({
  /** What this run shows. */
  about: z.string().optional(),
  /** Files that are read one after the other, as files of one feed. */
  files: z.array(z.string()).min(1),
  /** A mapping in the case's folder, or a built-in format. */
  format: z.string(),
  timezone: z.string().optional(),
  /**
   * The calls in their order. `calling` and `called`: the E.164 digits that the worker stores. `dead`: the beginning of
   * `field: reason: detail` where the worker refuses the record. `note`: a part of the note about an assumed time.
   */
  records: z.array(expectedRecord).default([]),
  /** The refused lines in their order, each as `line: part of the reason`. */
  refused: z.array(z.string()).default([]),
  skipped: z.int().default(0),
  /** A part of the error that ends the feed. */
  error: z.string().optional(),
});
type Run = z.output<typeof run>;
type Located = FeedRecord & { readonly at: string };

/** The worker's clock. It is later than all cases. */
const producedAt = Date.UTC(2026, 3);
const times: readonly string[] = ['start_time', 'answer_time', 'end_time'];

async function recordsOf(inCase: string, { files, format, timezone }: Run): Promise<Located[]> {
  const own = join(folder, inCase, format);
  const reader = formatNamed(existsSync(own) ? own : format).open({ timezone });
  const records: Located[] = [];
  for (const file of files) {
    for await (const { name, content } of openMembers(join(folder, inCase, file), () => {})) {
      for await (const record of reader.read(content, name)) {
        stopAtFileFault(name, record);
        records.push({ ...record, at: `${file}:${record.line}` });
      }
    }
  }
  for (const line of reader.unfinished?.() ?? []) records.push({ ...line, at: `${line.file}:${line.line}` });
  return records;
}

/** What the worker makes of a CDR, in the form of `expected.json`. */
function stored(read: Cdr, note = ''): Record<string, unknown> {
  const cdr = { ...read };
  const fault = checkRecord(cdr, producedAt);
  const iso = (name: string, value: unknown) =>
    times.includes(name) && typeof value === 'number' ? new Date(value).toISOString() : value;
  return {
    ...Object.fromEntries(Object.entries(cdr).map(([name, value]) => [name, iso(name, value)])),
    calling: callerOf(cdr),
    called: normaliseNumber(cdr.called_number),
    dead: fault === undefined ? '' : `${fault.field}: ${fault.reason}: ${fault.detail}`,
    note,
  };
}

const parts: readonly string[] = ['dead', 'note'];
const isoOf = (name: string, value: unknown) =>
  times.includes(name) && typeof value === 'string' ? new Date(value).toISOString() : value;

function checkRecords(records: readonly Located[], expected: Run['records']): void {
  const good = records.filter((record) => isGood(record));
  for (const [index, record] of good.entries()) {
    const { dead = '', ...fields } = expected[index] ?? {};
    const wanted = Object.entries({ dead, ...fields }).map(([name, value]) => [
      name,
      parts.includes(name) && value !== '' ? expect.stringContaining(String(value)) : isoOf(name, value),
    ]);
    expect(stored(record.cdr, record.note), record.at).toMatchObject(Object.fromEntries(wanted));
  }
  expect(
    good.map(({ at }) => at),
    'calls',
  ).toHaveLength(expected.length);
}

function checkRefused(records: readonly Located[], expected: readonly string[]): void {
  const told = records.filter((record): record is Located & BadLine => isBad(record));
  expect(
    told.map(({ at, line, reason }) => ({ at, told: `${line}: ${reason}` })),
    'refused',
  ).toEqual(
    told.map(({ at }, index) => ({
      at,
      told: expect.stringContaining(expected[index] ?? 'not expected to be refused'),
    })),
  );
  expect(told, 'refused').toHaveLength(expected.length);
}

const cases = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe.each(cases.map(({ name }) => name).sort())('%s', (name) => {
  const runs = z
    .array(run)
    .min(1)
    .parse(JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8')));

  it.each(runs.map((one) => [`${one.files.join(' ')} as ${one.format} ${one.about ?? ''}`, one] as const))(
    '%s',
    async (_, one) => {
      if (one.error !== undefined) {
        const reading = recordsOf(name, one);
        await expect(reading).rejects.toThrow(one.error);
        await expect(reading).rejects.toBeInstanceOf(FeedError);
        return;
      }
      const records = await recordsOf(name, one);
      checkRefused(records, one.refused);
      checkRecords(records, one.records);
      expect(records.filter((record) => 'skipped' in record)).toHaveLength(one.skipped);
    },
  );
});
