import type { ScratchStore } from '@ringtrace/local/migrations/scratch-store';
import { defineQuery } from '@ringtrace/platform/clickhouse';
import { drawTraffic } from '@ringtrace/simulator/drawn/traffic';
import { say } from 'ringtrace/output';
import { z } from 'zod';
import { storeWorld } from '../../accuracy/store-world.ts';
import { mostCopies, storeCopy, storeMinuteAgain } from '../store/copies.ts';
import { detecting } from '../store/settle.ts';
import { type Cost, costOf } from './cost.ts';

/** Two hours of everyday calls, legitimate callers of many and campaigns: what is stored at density 1. */
const traffic = { calls: 15_000, campaigns: 3, bulkCallers: 15, hours: 2, reportingShare: 1 } as const;
/** The minute that arrives once more: half an hour before the end. */
const minuteFromEndS = 1_800;
const turns = 3;

const stored = defineQuery()({
  name: 'legs of the dense hours',
  row: z.object({ legs: z.number() }),
  sql: 'SELECT count() AS legs FROM cdr_store',
});

export interface DensityFigures {
  readonly density: number;
  /** Legs stored in the two hours when the minute arrived. */
  readonly legs: number;
  /** Legs of the minute that arrived. */
  readonly arrived: number;
  readonly seconds: number;
  readonly cpu_s: number;
  readonly engine_cpu_s: number;
  readonly own_cpu_s: number;
  readonly steps: readonly { readonly step: string; readonly cpu_s: number; readonly rows: number }[];
}

/** What one further minute of arrivals costs, the same at each density of its hours: until it is built, judged and merged. */
export async function measureDensities(
  scratch: ScratchStore,
  seed: number,
  densities: readonly number[],
): Promise<DensityFigures[]> {
  const { store } = scratch;
  const drawn = drawTraffic({ ...traffic, seed });
  const minute = Math.floor(drawn.world.span.to / 60_000) * 60 - minuteFromEndS;
  await storeWorld(store, drawn);
  const { settle } = detecting(store);
  const legsNow = async () => (await store.query(stored, {}))[0]?.legs ?? 0;
  const figures: DensityFigures[] = [];
  let have = 1;
  let again = mostCopies;
  for (const density of densities) {
    for (; have < density; have += 1) await storeCopy(store, have);
    await settle();
    const legs = await legsNow();
    const costs: Cost[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      // Counted down from the highest, so that no copy of the hours has its numbers.
      again -= 1;
      await storeMinuteAgain(store, minute, again);
      costs.push(await costOf(scratch, settle));
    }
    const arrived = Math.round(((await legsNow()) - legs) / turns);
    figures.push(figuresOf({ density, legs, arrived }, costs));
    say(`density ${density}: ${legs} legs; a further minute takes ${figures.at(-1)?.seconds} s`);
  }
  return figures;
}

const rounded = (value: number) => Number(value.toPrecision(3));

/** The turn of median CPU stands for all. */
function figuresOf(
  at: Pick<DensityFigures, 'density' | 'legs' | 'arrived'>,
  costs: readonly Cost[],
): DensityFigures {
  const cpu = ({ engine, own }: Cost) => engine + own;
  const cost = costs.toSorted((a, b) => cpu(a) - cpu(b))[Math.floor(costs.length / 2)];
  if (cost === undefined) throw new Error('nothing was measured');
  return {
    ...at,
    seconds: rounded(cost.seconds),
    cpu_s: rounded(cpu(cost)),
    engine_cpu_s: rounded(cost.engine),
    own_cpu_s: rounded(cost.own),
    steps: cost.statements.map(({ step, cpu_s, rows }) => ({ step, cpu_s: rounded(cpu_s), rows })),
  };
}

/** How much dearer the minute is at the highest density than at the lowest. */
export function growthOf(figures: readonly DensityFigures[]) {
  const [first, last] = [figures[0], figures.at(-1)];
  const ratio = (a: number | undefined, b: number | undefined) => rounded((a ?? 0) / Math.max(1e-9, b ?? 0));
  return { seconds: ratio(last?.seconds, first?.seconds), cpu: ratio(last?.cpu_s, first?.cpu_s) };
}
