import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readInstance } from '@ringtrace/platform/instance';
import { afterAll, describe, expect, it } from 'vitest';
import { Home, up } from './ringtrace.ts';

const main = fileURLToPath(import.meta.resolve('ringtrace/main'));

describe('Ctrl-C in the middle', () => {
  const home = new Home();
  afterAll(() => home.remove());

  it('of the example ends everything in order, and the home can be used again', async () => {
    const child = spawn(process.execPath, [main, 'start'], {
      env: home.env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
    await new Promise<void>((resolve) => {
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        if (text.includes('Replaying the example')) resolve();
      });
    });
    // A terminal's Ctrl-C may come more than once.
    child.kill('SIGINT');
    child.kill('SIGINT');
    expect(await exited).toBe(0);
    expect(readInstance(home.directory)).toBeUndefined();
    const again = await up(home);
    await home.json('status', '--wait-idle');
    const verdict = await home.run(['verify']);
    expect(verdict.stdout).not.toContain('DIFFERS');
    expect(await again.interrupt()).toBe(0);
  }, 180_000);
});
