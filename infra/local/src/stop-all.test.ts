import { expect, it } from 'vitest';
import { stopAll } from './stop-all.ts';

it('stops everything in order whatever fails, and says what failed', async () => {
  const stopped: string[] = [];
  const good = (name: string) => ({
    stop: async () => {
      stopped.push(name);
    },
  });
  const bad = (reason: string) => ({ stop: () => Promise.reject(new Error(reason)) });
  await expect(stopAll([bad('stuck'), good('worker')], [good('broker')])).rejects.toThrow('stuck');
  expect(stopped).toEqual(['worker', 'broker']);
  await expect(stopAll([bad('one')], [bad('two')])).rejects.toThrow('Error: one; Error: two');
});
