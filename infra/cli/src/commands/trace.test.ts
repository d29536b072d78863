import { expect, it } from 'vitest';
import { trace } from './trace.ts';

const question = ['--calling', '2025550123', '--called', '3125550123', '--time', '2026-03-03T18:20:01Z'];

it.each(['3601', '0', '-1', '1.5', 'x'])('refuses a window of %s seconds', async (window) => {
  await expect(trace.run([...question, `--window=${window}`])).rejects.toThrow('--window takes');
});

it('does not repeat what was given in place of a number', async () => {
  const wrong = trace.run([
    '--calling',
    '2025550123',
    '--called',
    'desk 4',
    '--time',
    '2026-03-03T18:20:01Z',
  ]);
  await expect(wrong).rejects.toThrow('--called takes a telephone number');
  await expect(wrong).rejects.not.toThrow('desk');
});
