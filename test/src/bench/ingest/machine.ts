import { availableParallelism, cpus, release, totalmem, type } from 'node:os';

/** What results were measured on: figures of different machines compare as ratios only. */
export const machine = () => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  memory_gb: Math.round(totalmem() / 2 ** 30),
  system: `${type()} ${release()}`,
  node: process.version,
});
