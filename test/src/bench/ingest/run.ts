import type { Stack } from '../../ingest/stack.ts';
import type { Answers } from './account.ts';
import type { Fed } from './fill.ts';
import type { Memory, Reading } from './meter.ts';

/** What all variants work on. */
export interface Bench {
  readonly stack: Stack;
  /** Names of databases and groups end in it: no variant sees what another one left. */
  readonly round: number;
  readonly fed: Fed;
  /** Whether ours leaves its rows for the ceiling. */
  readonly keepRows: boolean;
}

/** One variant, once. Times count from the moment its consumers had their partitions. */
export interface Run {
  /** CDRs read, bad ones included. */
  readonly cdrs: number;
  /** Until all were stored. */
  readonly storedSeconds: number;
  /** Until all were stored, both rollups were complete and no merge was left to do. */
  readonly seconds: number;
  /** CPU seconds over `seconds`. */
  readonly cpu: Readonly<Record<string, number>>;
  /** Share of the machine's CPU that was left, over `seconds`. */
  readonly idleCores: number;
  readonly memory?: Memory;
  /** Parts of cdr_store in the end. */
  readonly parts?: number;
  readonly answers?: Answers;
}

/** CPU between two readings, the whole machine's under `machine`. */
function cpuBetween(start: Reading, end: Reading): Record<string, number> {
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
