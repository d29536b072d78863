import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '@ringtrace/platform/config';
import { writeInstance } from '@ringtrace/platform/instance';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { unreachable } from './unreachable.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ringtrace-unreachable-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const url = 'http://127.0.0.1:2';
const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
const user = { user: 'u', password: 'p' };
const runsHere = (pid: number) =>
  writeInstance(home, {
    pid,
    kafka: { brokers: ['127.0.0.1:1'] },
    clickhouseUrl: url,
    database: 'ringtrace',
    readWrite: user,
    readOnly: user,
    workers: [],
  });
const said = (environment: Record<string, string> = {}) =>
  unreachable(refused, loadConfig({ RINGTRACE_HOME: home, ...environment }), url);
const nothing = expect.objectContaining({ message: expect.stringContaining(`nothing answers at ${url}`) });

it('says that an engine whose supervisor lives is started again', () => {
  runsHere(process.pid);
  expect(said()).toEqual(new Error('ClickHouse is being started again: ask again in some seconds'));
});

it("asks whether one runs where none does, or where it is somebody else's", () => {
  expect(said()).toEqual(nothing);
  runsHere(2 ** 30);
  expect(said()).toEqual(nothing);
  runsHere(process.pid);
  expect(said({ CLICKHOUSE_URL: url })).toEqual(nothing);
});

it('leaves other errors as they are', () => {
  const ofKafka = Object.assign(new Error('connect'), {
    name: 'KafkaJSConnectionError',
    code: 'ECONNREFUSED',
  });
  for (const other of [new Error('no'), ofKafka])
    expect(unreachable(other, loadConfig({ RINGTRACE_HOME: home }), url)).toBe(other);
});
