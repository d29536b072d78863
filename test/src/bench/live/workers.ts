import type { Worker } from '../../ingest/worker.ts';

const roles = ['ingest', 'detect'] as const;

/** How many workers of each kind run. */
export type Workers = Readonly<Record<(typeof roles)[number], number>>;

export const oneOfEach: Workers = { ingest: 1, detect: 1 };
export const isOneOfEach = ({ ingest, detect }: Workers) => ingest === 1 && detect === 1;

/** CPU seconds of each worker, by its role. */
export type CpuOfWorkers = Readonly<Record<(typeof roles)[number], readonly number[]>>;

type Cpu = Readonly<Record<string, number>>;

const nameOf = (role: string, at: number) => `${role} ${at + 1}`;

/** Process ids of workers, by role and position. */
export const workersIn = (role: (typeof roles)[number], workers: readonly Pick<Worker, 'child'>[]) =>
  Object.fromEntries(workers.map(({ child }, i) => [nameOf(role, i), child.pid ?? 0]));

/** CPU by process as CPU by role, and of each worker alone. */
export function byRole(cpu: Cpu): { readonly cpu: Cpu; readonly cpuOfWorkers: CpuOfWorkers } {
  const own = (role: string): number[] => {
    const found: number[] = [];
    for (let i = 0; cpu[nameOf(role, i)] !== undefined; i += 1) found.push(cpu[nameOf(role, i)] ?? 0);
    return found;
  };
  const cpuOfWorkers = { ingest: own('ingest'), detect: own('detect') };
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const others = Object.entries(cpu).filter(([name]) => !roles.some((role) => name.startsWith(`${role} `)));
  return {
    cpu: {
      ...Object.fromEntries(others),
      ingest: sum(cpuOfWorkers.ingest),
      detect: sum(cpuOfWorkers.detect),
    },
    cpuOfWorkers,
  };
}

/** The most memory of each role's process; of several workers that of the largest one. */
export function peaks(peakOf: (process: string) => number, workers: Workers) {
  const largest = (role: (typeof roles)[number]) =>
    Math.max(...Array.from({ length: workers[role] }, (_, i) => peakOf(nameOf(role, i))));
  return [
    { process: 'ingest', peakMb: largest('ingest') },
    { process: 'engine', peakMb: peakOf('engine') },
    { process: 'detect', peakMb: largest('detect') },
    { process: 'broker', peakMb: peakOf('broker') },
  ];
}
