import { availableParallelism, cpus, release, totalmem, type } from 'node:os';

/** The machine of a measurement. Between machines, only ratios of figures can be compared. */
export const machine = () => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  memory_gb: Math.round(totalmem() / 2 ** 30),
  system: `${type()} ${release()}`,
  node: process.version,
});
