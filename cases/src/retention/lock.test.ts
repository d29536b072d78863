import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { aloneIn, RetentionBusyError } from './lock.ts';

const home = mkdtempSync(join(tmpdir(), 'ringtrace-retention-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

it('lets one at a time drop records, and the next one after a failure', async () => {
  await aloneIn(home, async () => {
    await expect(aloneIn(home, async () => 1)).rejects.toThrow(RetentionBusyError);
  });
  await expect(aloneIn(home, () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
  expect(await aloneIn(home, async () => 2)).toBe(2);
});
