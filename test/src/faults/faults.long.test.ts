import { expect, it } from 'vitest';
import { runFaults } from './run.ts';

/** The short form of `npm run test:faults`: each kind of fault once, under load. */
it('loses nothing and shows nothing twice over every kind of fault', async () => {
  const lines: string[] = [];
  const result = await runFaults({
    seed: 4,
    rounds: 1,
    faultsPerRound: 13,
    tell: (line) => lines.push(line),
  });
  expect(result.differences, lines.join('\n')).toEqual([]);
  expect(result).toMatchObject({ faults: 13, lost: 0, twice: 0, rollupsEqual: true });
}, 600_000);
