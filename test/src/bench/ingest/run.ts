import type { OwnStack } from '../../ingest/stack.ts';
import type { Answers } from './account.ts';
import type { Fed } from './fill.ts';
import type { Memory, Reading } from './meter.ts';

/** What all variants work on. */
export interface Bench {
  readonly stack: OwnStack;
  /** Names of databases and groups end in it: no variant sees what another one left. */
  readonly round: number;
  readonly fed: Fed;
  /** Whether our variant keeps its rows for the variant 'ceiling'. */
  readonly keepRows: boolean;
}

/** The result of one run of a variant. Times count from the moment at which its consumers had their partitions. */
export interface Run {
  /** CDRs read, bad ones included. */
  readonly cdrs: number;
  /** Seconds until all CDRs were stored. */
  readonly storedSeconds: number;
  /** Seconds until all CDRs were stored, both rollups were complete and no merge was left to do. */
  readonly seconds: number;
  /** CPU seconds during `seconds`, by process. */
  readonly cpu: Readonly<Record<string, number>>;
  /** Idle cores of the machine on average during `seconds`. */
  readonly idleCores: number;
  readonly memory?: Memory;
  /** Parts of cdr_store at the end. */
  readonly parts?: number;
  readonly answers?: Answers;
}

/** CPU seconds between two readings, by process. `machine` is the whole machine. */
export function cpuBetween(start: Reading, end: Reading): Record<string, number> {
  const processes = Object.entries(end.cpu).map(([name, cpu]) => [name, cpu - (start.cpu[name] ?? 0)]);
  return { machine: end.busy - start.busy, ...Object.fromEntries(processes) };
}

export const secondsBetween = (start: Reading, end: Reading) => (end.at - start.at) / 1_000;

export interface Measured {
  readonly fed: Fed;
  readonly start: Reading;
  readonly stored: Reading;
  readonly end: Reading;
  readonly memory?: Memory;
  readonly parts?: number;
  readonly answers?: Answers;
}

export function runBetween({ fed, start, stored, end, ...rest }: Measured): Run {
  return {
    cdrs: fed.cdrs,
    storedSeconds: secondsBetween(start, stored),
    seconds: secondsBetween(start, end),
    cpu: cpuBetween(start, end),
    idleCores: (end.idle - start.idle) / secondsBetween(start, end),
    ...rest,
  };
}
