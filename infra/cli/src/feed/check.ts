import { FeedError } from '@ringtrace/ingest/feed/format';
import { checkReadingOptions } from '@ringtrace/ingest/feed/options';
import { type Trial, type TrialReason, tryFiles } from '@ringtrace/ingest/feed/trial';
import { visible } from '@ringtrace/platform/visible';
import { UsageError } from '../command.ts';
import { count, print, printJson, say } from '../output.ts';

/** Calls that are printed. */
const shown = 10;

interface Check {
  readonly format: string;
  readonly timezone: string | undefined;
  readonly files: readonly string[];
  readonly json: boolean;
}

/** Gives what `check` gives; throws what is wrong with options as wrong usage. */
export function asUsage<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof FeedError ? new UsageError(error.message) : error;
  }
}

/** Reads files as a feed would and tells what would become of them. Exit code: 1 where a line would not be stored. */
export async function runCheck({ json, ...options }: Check): Promise<number> {
  const format = asUsage(() => checkReadingOptions(options));
  const trial = await tryFiles({ ...options, format, shown, now: Date.now() });
  if (json) printJson(trial);
  else {
    for (const cdr of trial.shown) print(JSON.stringify(cdr));
    for (const line of trialInWords(trial)) say(line);
  }
  return trial.refused + trial.dead > 0 ? 1 : 0;
}

/** What a trial found, line by line. */
export function trialInWords(trial: Trial): string[] {
  const { records, refused, dead, skipped, assumed, files } = trial;
  return [
    `calls that would be stored: ${count(records)} (files: ${count(files)}; nothing was sent)`,
    ...(skipped > 0 ? [`would be skipped, as no calls of their own: ${count(skipped)}`] : []),
    ...(assumed > 0
      ? [`would be taken as the earlier, as ends in the hour that clocks repeat: ${count(assumed)}`]
      : []),
    ...(refused > 0
      ? [`lines that would be refused: ${count(refused)}`, ...trial.refusedReasons.map(inWords)]
      : []),
    ...(dead > 0
      ? [`calls that would become dead letters: ${count(dead)}`, ...trial.deadReasons.map(inWords)]
      : []),
  ];
}

const inWords = ({ reason, lines, first }: TrialReason) =>
  visible(`  ${count(lines)} × ${reason} (first: ${first})`);
