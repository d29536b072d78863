import { UsageError } from 'ringtrace/command';
import { afterEach, expect, it, vi } from 'vitest';
import { fail } from './run.ts';

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

it.each([
  [
    new UsageError('--rate is wrong'),
    2,
    "ringtrace bench live: --rate is wrong (see 'ringtrace bench live --help')\n",
  ],
  [new Error('no disk'), 1, 'ringtrace bench live: no disk\n'],
])('%s ends with exit code %i, and only wrong usage names the help', (error, exitCode, told) => {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  fail('live', error);
  expect(written.mock.calls.map(([text]) => text)).toEqual([told]);
  expect(process.exitCode).toBe(exitCode);
});
