import type { ScratchStore } from '@ringtrace/local/migrations/scratch-store';
import { Meter } from '../ingest/meter.ts';
import { cpuBetween, secondsBetween } from '../ingest/run.ts';
import { type StatementCost, statementsBetween } from './statements.ts';

export interface Cost {
  readonly seconds: number;
  /** CPU seconds of the engine, and of detection's own code. */
  readonly engine: number;
  readonly own: number;
  readonly statements: readonly StatementCost[];
}

/** What some work of detection within this process costs. */
export async function costOf({ store, engine }: ScratchStore, work: () => Promise<void>): Promise<Cost> {
  const meter = new Meter({ engine: engine.pid, own: process.pid });
  try {
    const [start, from] = [meter.read(), Date.now()];
    await work();
    const [end, to] = [meter.read(), Date.now()];
    const cpu = cpuBetween(start, end);
    return {
      seconds: secondsBetween(start, end),
      engine: cpu['engine'] ?? 0,
      own: cpu['own'] ?? 0,
      statements: await statementsBetween(store, from, to),
    };
  } finally {
    meter.stop();
  }
}
