import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Instance, removeInstance, writeInstance } from '@ringtrace/platform/instance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustBeOnlyOne } from './only-one.ts';

const home = mkdtempSync(join(tmpdir(), 'ringtrace-only-one-'));
const user = { user: 'u', password: 'p' };
const instance: Instance = {
  pid: process.pid,
  kafka: { brokers: ['127.0.0.1:1'] },
  clickhouseUrl: 'http://127.0.0.1:2',
  database: 'ringtrace',
  readWrite: user,
  readOnly: user,
  workers: [
    { name: 'ingest', url: 'http://127.0.0.1:3' },
    { name: 'console', url: 'http://127.0.0.1:4', console: 'http://127.0.0.1:5' },
  ],
};
beforeAll(() => writeInstance(home, instance));
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('a second worker of one home', () => {
  const check = (name: string) => () => mustBeOnlyOne(name, { RINGTRACE_HOME: home });

  it('is refused where both would keep the same files', () => {
    expect(check('console')).toThrow('has the worker console already, at http://127.0.0.1:5');
  });

  it('is let through where workers share the work, where there is none yet, and where nothing runs', () => {
    expect(check('ingest')).not.toThrow();
    expect(check('cases')).not.toThrow();
    removeInstance(home);
    expect(check('console')).not.toThrow();
  });

  it('is refused where another process runs it alone, until that process ends', async () => {
    const alone = mkdtempSync(join(tmpdir(), 'ringtrace-alone-'));
    const module = JSON.stringify(import.meta.resolve('./only-one.ts'));
    const program = `import(${module}).then(({ mustBeOnlyOne }) => {
      mustBeOnlyOne('console', { RINGTRACE_HOME: ${JSON.stringify(alone)} });
      process.send('held');
      setInterval(() => {}, 1_000);
    })`;
    const other = spawn(process.execPath, ['-e', program], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    try {
      await once(other, 'message');
      const second = () => mustBeOnlyOne('console', { RINGTRACE_HOME: alone });
      expect(second).toThrow('another process runs the worker console');
      expect(() => mustBeOnlyOne('cases', { RINGTRACE_HOME: alone })).not.toThrow();
      const ended = once(other, 'exit');
      other.kill('SIGKILL');
      await ended;
      expect(second).not.toThrow();
    } finally {
      other.kill('SIGKILL');
      rmSync(alone, { recursive: true, force: true });
    }
  });
});
