import { median } from '@ringtrace/detect/evaluate/share';
import type { Run } from './run.ts';

/** The figures of one run, by the names under which they are published. */
function figures(run: Run): Record<string, number> {
  const millions = run.cdrs / 1e6;
  const { machine = 0, ...processes } = run.cpu;
  const own = Object.values(processes).reduce((sum, cpu) => sum + cpu, 0);
  const per1M = Object.entries(processes).map(([name, cpu]) => [`${name}_cpu_s_per_1m`, cpu / millions]);
  const { memory } = run;
  return {
    cdrs_per_s: run.cdrs / run.seconds,
    stored_cdrs_per_s: run.cdrs / run.storedSeconds,
    cpu_s_per_1m: machine / millions,
    own_cpu_s_per_1m: own / millions,
    ...Object.fromEntries(per1M),
    idle_cores: run.idleCores,
    ...(memory === undefined
      ? {}
      : {
          worker_peak_mb: memory.peak,
          worker_first_third_mb: memory.firstThird,
          worker_last_third_mb: memory.lastThird,
        }),
    ...(run.parts === undefined ? {} : { parts: run.parts }),
  };
}

const rounded = (value: number) => Number(value.toPrecision(4));

/** The median of each figure over all runs. */
export function medians(runs: readonly Run[]): Record<string, number> {
  const all = runs.map(figures);
  const names = Object.keys(all[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, rounded(median(all.map((each) => each[name] ?? 0)) ?? 0)]),
  );
}

type Figures = Readonly<Record<string, number>>;

/**
 * Our figures beside those of the others: CDRs a second relative to the peer and the usual way, CPU relative to the
 * ceiling.
 */
export function ratios({ ours, peer, usual, ceiling }: Readonly<Record<string, Figures>>): Figures {
  const ratio = (name: string, figure: string, own: Figures | undefined, other: Figures | undefined) =>
    own === undefined || other === undefined
      ? {}
      : { [name]: rounded((own[figure] ?? 0) / (other[figure] ?? 0)) };
  return {
    ...ratio('peer', 'cdrs_per_s', ours, peer),
    ...ratio('usual', 'cdrs_per_s', ours, usual),
    ...ratio('ceiling_cpu', 'cpu_s_per_1m', ours, ceiling),
    ...ratio('ceiling_own_cpu', 'own_cpu_s_per_1m', ours, ceiling),
  };
}
