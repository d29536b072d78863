import { expect, it } from 'vitest';
import { candidates } from './candidates.ts';

it.each([
  [['--svg', 'x.svg'], 'name it, as in: ringtrace candidates ID --svg FILE'],
  [['t-1', '--svg', 'x.svg', '--json'], '--svg and --format json exclude each other'],
  [['t-1', '--svg', 'x.svg', '--format', 'csv'], '--svg and --format csv exclude each other'],
  [['t-1', '--svg', 'x.svg', '--status', 'open'], 'leave the id out'],
  [['t-1', '--svg'], '--svg needs a value: --svg FILE'],
])('refuses %j before it asks the store', async (args, message) => {
  await expect(candidates.run(args)).rejects.toThrow(message);
});
