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
});
