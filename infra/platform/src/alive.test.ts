import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { expect, it, vi } from 'vitest';
import { isAlive } from './alive.ts';

it('tells a process that runs from one that is gone', async () => {
  expect(isAlive(process.pid)).toBe(true);
  const child = spawn('true');
  await once(child, 'exit');
  expect(isAlive(child.pid ?? 0)).toBe(false);
});

it.skipIf(!existsSync('/proc/self/stat'))(
  'takes no process for a running one that has ended and keeps its id',
  async () => {
    // The shell becomes a program that never asks how its child ended.
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 600'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const [line] = await once(createInterface(parent.stdout), 'line');
      const child = Number(line);
      await vi.waitFor(() => expect(isAlive(child)).toBe(false), { timeout: 120_000 });
      expect(existsSync(`/proc/${child}`)).toBe(true);
    } finally {
      parent.kill('SIGKILL');
    }
  },
);
