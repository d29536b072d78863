import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLog } from '@ringtrace/platform/log';
import { expect, it } from 'vitest';
import { keepRunning } from './child.ts';
import { becomesTrue } from './kafka/process.ts';

it('a worker that could not be started is started again', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'ringtrace-child-'));
  const started = join(dir, 'started');
  const { execPath } = process;
  process.execPath = join(dir, 'no-such-node');
  const child = keepRunning({
    name: 'worker',
    module: fileURLToPath(import.meta.resolve('./child.fixture.ts')),
    env: { ...process.env, STARTED_FILE: started },
    execArgv: [],
    logFile: join(dir, 'worker.log'),
    log: createLog('test', 'silent'),
  });
  process.execPath = execPath;
  try {
    expect(await becomesTrue(() => existsSync(started), 120_000)).toBe(true);
  } finally {
    await child.stop();
    rmSync(dir, { recursive: true, force: true });
  }
});
