import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Instance, readInstance, writeInstance } from './instance.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ringtrace-instance-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const user = { user: 'u', password: 'p' };
const instance = (pid: number): Instance => ({
  pid,
  kafka: { brokers: ['127.0.0.1:1'] },
  clickhouseUrl: 'http://127.0.0.1:2',
  database: 'ringtrace',
  readWrite: user,
  readOnly: user,
  workers: [],
});

// Where the tests don't run as root, process 1 belongs to another user: it can't be signalled, but it is alive.
it.each([process.pid, 1])('an instance of process %i is running', (pid) => {
  writeInstance(home, instance(pid));
  expect(readInstance(home)).toEqual(instance(pid));
});

it('an instance whose process has ended is not running', () => {
  writeInstance(home, instance(2 ** 30));
  expect(readInstance(home)).toBeUndefined();
});
