import type { ScratchStore } from '@ringtrace/local/migrations/scratch-store';
import { drawTraffic } from '@ringtrace/simulator/drawn/traffic';
import { say } from 'ringtrace/output';
import { storeWorld } from '../../accuracy/store-world.ts';
import { detecting } from '../store/settle.ts';
import { costOf } from './cost.ts';

const callsPerHour = 6_000;
const hoursPerCampaign = 2;
const bulkCallersPerHour = 2;

const rounded = (value: number) => Number(value.toPrecision(3));

/** Hours that are stored and were never judged: how fast they are built, judged and merged. */
export async function measureCatchUp(scratch: ScratchStore, seed: number, hours: number) {
  const labels = await storeWorld(
    scratch.store,
    drawTraffic({
      seed,
      hours,
      calls: callsPerHour * hours,
      campaigns: Math.ceil(hours / hoursPerCampaign),
      bulkCallers: bulkCallersPerHour * hours,
      reportingShare: 1,
    }),
  );
  const cdrs = labels.length;
  say(`${cdrs} CDRs of ${hours} hours are stored; now they are judged`);
  const { seconds, engine, own, statements } = await costOf(scratch, detecting(scratch.store).settle);
  const per1M = (value: number) => rounded((1e6 * value) / cdrs);
  return {
    hours,
    cdrs,
    seconds: rounded(seconds),
    cdrs_per_s: Math.round(cdrs / seconds),
    cpu_s_per_1m: per1M(engine + own),
    engine_cpu_s_per_1m: per1M(engine),
    own_cpu_s_per_1m: per1M(own),
    steps: statements.map(({ step, runs, cpu_s }) => ({ step, runs, cpu_s_per_1m: per1M(cpu_s) })),
  };
}
export type CatchUpFigures = Awaited<ReturnType<typeof measureCatchUp>>;
