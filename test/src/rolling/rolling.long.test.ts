import { expect, it } from 'vitest';
import { rollWorkers } from './roll.ts';

it('workers that are replaced one after the other under load lose nothing and store nothing twice', async () => {
  const replaced: string[] = [];
  const rolled = await rollWorkers({ seed: 61, tell: (line) => replaced.push(line) });
  expect(rolled).toMatchObject({ lost: 0, twice: 0, differences: [] });
  expect(rolled.stored).toBeGreaterThan(1_000);
  expect(replaced).toHaveLength(4);
  expect(rolled.handoverMs).toBeGreaterThan(0);
}, 480_000);
