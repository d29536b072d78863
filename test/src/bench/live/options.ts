import { UsageError } from 'ringtrace/command';
import { parseUsage } from 'ringtrace/usage';
import { usage } from 'ringtrace/usage/bench';
import { isOneOfEach, type Workers } from './workers.ts';

export interface Options {
  /** Rates to run at, CDRs a second; undefined = a ladder of its own; none = no live run. */
  readonly rates: readonly number[] | undefined;
  readonly seconds: number;
  readonly stored: number;
  readonly seed: number;
  /** How many workers of each kind share the work of a live run. */
  readonly workers: Workers;
  readonly peer: boolean;
  /** How dense the hour is, as multiples; none = not measured. */
  readonly densities: readonly number[];
  /** Hours to catch up; undefined = not measured. */
  readonly catchUpHours: number | undefined;
  readonly json: boolean;
}

const defaultHours = 24;
/** Shorter runs tell nothing: a lag that grows all the time stays within the tolerance. */
const leastSeconds = 40;
const highestDensity = 200;
/** All of them run on this machine. The help says this limit, too. */
const mostWorkers = 8;

function rising(name: string, text: string, highest = Number.MAX_SAFE_INTEGER): number[] {
  const numbers = text.split(',').map(Number);
  if (numbers.every((n, i) => Number.isInteger(n) && n > (numbers[i - 1] ?? 0) && n <= highest))
    return numbers;
  const limit = highest === Number.MAX_SAFE_INTEGER ? 'on' : `to ${highest}`;
  throw new UsageError(`--${name} takes rising whole numbers from 1 ${limit}, as in 1,2,5,10, not '${text}'`);
}

/** Throws UsageError, with what is wrong and the way out. */
export function parseOptions(args: string[]): Options {
  const { options: values } = parseUsage(usage.subcommands.live, args);
  const isOther = values.density !== undefined || values['catch-up'] === true;
  const peer = values.peer ?? false;
  if (peer && isOther && values.rate === undefined)
    throw new UsageError(
      '--peer measures beside a live run: say --rate too, or leave --density and --catch-up out',
    );
  const workers = { ingest: values['ingest-workers'], detect: values['detect-workers'] };
  if (!isOneOfEach(workers) && isOther && values.rate === undefined)
    throw new UsageError(
      '--ingest-workers and --detect-workers take part in a live run: say --rate too, or leave --density and --catch-up out',
    );
  for (const name of ['ingest-workers', 'detect-workers'] as const)
    if (values[name] > mostWorkers)
      throw new UsageError(
        `--${name} takes up to ${mostWorkers}, not ${values[name]}: all of them run on this machine`,
      );
  if (values.hours !== undefined && !values['catch-up'])
    throw new UsageError('--hours says how much --catch-up catches up: say --catch-up too');
  const seconds = values.seconds;
  if (seconds < leastSeconds) throw new UsageError(`--seconds takes ${leastSeconds} or more, not ${seconds}`);
  return {
    rates: values.rate === undefined ? (isOther ? [] : undefined) : rising('rate', values.rate),
    seconds,
    stored: values.stored,
    seed: values.seed,
    workers,
    peer,
    densities: values.density === undefined ? [] : rising('density', values.density, highestDensity),
    catchUpHours: values['catch-up'] ? (values.hours ?? defaultHours) : undefined,
    json: values.json ?? false,
  };
}
