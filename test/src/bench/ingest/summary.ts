import type { Run } from './run.ts';

/** The figures of one run, by the names they are published under. */
export function figures(run: Run): Record<string, number> {
  const per1M = Object.entries(run.cpu).map(([name, cpu]) => [
    name === 'machine' ? 'cpu_s_per_1m' : `${name}_cpu_s_per_1m`,
    cpu / (run.cdrs / 1e6),
  ]);
  const { memory } = run;
  return {
    cdrs_per_s: run.cdrs / run.seconds,
    stored_cdrs_per_s: run.cdrs / run.storedSeconds,
    idle_cores: run.idleCores,
    ...Object.fromEntries(per1M),
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

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? 0)) / 2;
}

const rounded = (value: number) => Number(value.toPrecision(4));

/** Each figure's median over all rounds. */
export function medians(runs: readonly Run[]): Record<string, number> {
  const all = runs.map(figures);
  const names = Object.keys(all[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, rounded(median(all.map((each) => each[name] ?? 0)))]));
}
