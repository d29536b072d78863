import { expect, it } from 'vitest';
import { byRole, peaks } from './workers.ts';

it('CPU of workers is summed by role, and kept for each of them', () => {
  const cpu = { machine: 20, 'ingest 1': 1, 'ingest 2': 2, engine: 7, 'detect 1': 4, broker: 3 };
  expect(byRole(cpu)).toEqual({
    cpu: { machine: 20, engine: 7, broker: 3, ingest: 3, detect: 4 },
    cpuOfWorkers: { ingest: [1, 2], detect: [4] },
  });
});

it('the memory of several workers is that of the largest', () => {
  const held: Record<string, number> = {
    'ingest 1': 90,
    'ingest 2': 110,
    engine: 400,
    'detect 1': 80,
    broker: 300,
  };
  expect(peaks((name) => held[name] ?? 0, { ingest: 2, detect: 1 })).toEqual([
    { process: 'ingest', peakMb: 110 },
    { process: 'engine', peakMb: 400 },
    { process: 'detect', peakMb: 80 },
    { process: 'broker', peakMb: 300 },
  ]);
});
