import type { Cdr, CdrField } from '@ringtrace/schemas/cdr';
import { checkRecord } from '../stages/check.ts';
import { stopAtFileFault } from './file-fault.ts';
import { type FeedFormat, type FeedRecord, isBad, isGood } from './format.ts';
import { feedInputs } from './inputs.ts';
import { checkReadable, openMembers } from './open-file.ts';

/** A reason, how many lines have it, and where the first of them is. */
export interface TrialReason {
  readonly reason: string;
  lines: number;
  /** `file:line` */
  readonly first: string;
}

/** What a feed of files would do. */
export interface Trial {
  files: number;
  /** The first calls, in canonical form with times as ISO text. */
  readonly shown: CanonicalCdr[];
  /** Calls that would be stored, those that would become dead letters, and lines that would not be sent. */
  records: number;
  dead: number;
  refused: number;
  skipped: number;
  /** Calls of which a time had to be assumed. */
  assumed: number;
  readonly refusedReasons: TrialReason[];
  readonly deadReasons: TrialReason[];
}

type CanonicalCdr = Partial<Record<CdrField, string | number | boolean>>;

export interface TrialOptions {
  readonly format: FeedFormat;
  readonly timezone: string | undefined;
  /** Files, directories, or `-`. */
  readonly files: readonly string[];
  /** How many calls to show. */
  readonly shown: number;
  /** The moment that counts as the present, ms. */
  readonly now: number;
}

/** Reads files as a feed would, validates each call as the worker would, and sends nothing. Throws FeedError. */
export async function tryFiles({ format, timezone, files, shown, now }: TrialOptions): Promise<Trial> {
  const inputs = await feedInputs(files);
  const all = inputs.flatMap((input) => input.files);
  await checkReadable(all);
  const reader = format.open({ timezone });
  const trial: Trial = {
    files: 0,
    shown: [],
    records: 0,
    dead: 0,
    refused: 0,
    skipped: 0,
    assumed: 0,
    refusedReasons: [],
    deadReasons: [],
  };
  for (const file of all) {
    for await (const { name, content } of openMembers(file, () => {})) {
      for await (const record of reader.read(content, name)) {
        stopAtFileFault(name, record);
        take(trial, record, { at: `${name}:${record.line}`, shown, now });
      }
    }
    trial.files += 1;
  }
  for (const line of reader.unfinished?.() ?? []) {
    trial.skipped -= 1;
    take(trial, line, { at: `${line.file}:${line.line}`, shown, now });
  }
  return trial;
}

function take(
  trial: Trial,
  record: FeedRecord,
  { at, shown, now }: { readonly at: string; readonly shown: number; readonly now: number },
): void {
  if (isBad(record)) {
    trial.refused += 1;
    note(trial.refusedReasons, record.reason, at);
    return;
  }
  if (!isGood(record)) {
    trial.skipped += 1;
    return;
  }
  if (record.note !== undefined) trial.assumed += 1;
  if (trial.shown.length < shown) trial.shown.push(canonical(record.cdr));
  const fault = checkRecord({ ...record.cdr }, now);
  if (fault === undefined) trial.records += 1;
  else {
    trial.dead += 1;
    note(trial.deadReasons, `${fault.field}: ${fault.detail}`, at);
  }
}

/** Reasons that are counted one by one; a reason holds no values, so there are few. */
const mostReasons = 100;

function note(reasons: TrialReason[], reason: string, first: string): void {
  const known = reasons.find((one) => one.reason === reason);
  if (known !== undefined) known.lines += 1;
  else if (reasons.length < mostReasons) reasons.push({ reason, lines: 1, first });
}

/** As a line of `jsonl`, without what is empty. */
function canonical(cdr: Cdr): CanonicalCdr {
  const shown: CanonicalCdr = {};
  for (const [name, value] of Object.entries(cdr)) {
    if (value === null || value === '' || value === false || (name === 'revision' && value === 0)) continue;
    if (name === 'verstat' && value === 'none') continue;
    Object.assign(shown, { [name]: name.endsWith('_time') ? isoOf(Number(value)) : value });
  }
  return shown;
}

/** A moment that no clock shows stays a number. */
const isoOf = (ms: number) => (Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : ms);
