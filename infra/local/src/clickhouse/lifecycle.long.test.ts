import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import timers from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { lastingPort } from '../kafka/port.ts';
import { launchClickHouse } from './launch.ts';
import { toArguments } from './options.ts';
import { ask, startTestEngine, type TestEngine } from './test-engine.ts';

const engines: TestEngine[] = [];
async function start(): Promise<TestEngine> {
  const engine = await startTestEngine();
  engines.push(engine);
  return engine;
}
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.remove();
});

function optionsOf(engine: TestEngine, port = 0) {
  return {
    dataDir: join(engine.dir, 'data'),
    credentialsFile: join(engine.dir, 'credentials.json'),
    host: '127.0.0.1',
    port,
  };
}

describe('credentials', () => {
  it('are made once, for their owner alone', async () => {
    const first = await start();
    const file = join(first.dir, 'credentials.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { readWrite, readOnly } = first;
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ readWrite, readOnly });
    await first.stop();
    const second = await first.restart();
    expect([second.readWrite, second.readOnly]).toEqual([readWrite, readOnly]);
    await second.stop();
  });
});

describe('starting', () => {
  it('says in one line that its port is taken, and the way out', async () => {
    const engine = await start();
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const address = blocker.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await engine.stop();
    await expect(launchClickHouse(optionsOf(engine, port))).rejects.toThrow(
      new RegExp(`^ClickHouse's engine cannot listen on 127\\.0\\.0\\.1:${port}: .*Start Ringtrace again.*$`),
    );
    blocker.close();
  });

  it('says in one line that another live process has the data', async () => {
    const engine = await start();
    await expect(launchClickHouse(optionsOf(engine), 0)).rejects.toThrow(
      /^ClickHouse data directory .* is in use.*$/,
    );
    expect((await ask(engine, 'readWrite', 'SELECT 1')).text).toBe('1');
  });

  it('says in one line that the credentials file is not one', async () => {
    const engine = await start();
    await engine.stop();
    const { credentialsFile } = optionsOf(engine);
    writeFileSync(credentialsFile, '{"readWrite":{"user":"<x>","password":"p"}}');
    await expect(engine.restart()).rejects.toThrow(/^.*credentials\.json does not hold our credentials.*$/);
  });

  it('works in a directory of any name', async () => {
    const dir = mkdtempSync(join(tmpdir(), "ringtrace it's *? <odd>&"));
    const engine = await startTestEngine(dir);
    engines.push(engine);
    expect((await ask(engine, 'readWrite', 'SELECT 1')).text).toBe('1');
  });

  it('can be called off before it is done', async () => {
    const engine = await start();
    await engine.stop();
    const child = forkMain(engine);
    const status = join(engine.dir, 'data', 'engine', 'status');
    await waitUntil(() => existsSync(status) && readFileSync(status, 'utf8').includes(`PID: ${child.pid}`));
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('takes its port from the options', async () => {
    const engine = await start();
    await engine.stop();
    const port = await lastingPort('127.0.0.1');
    const again = await launchClickHouse(optionsOf(engine, port));
    expect(again.url).toBe(`http://127.0.0.1:${port}`);
    await again.stop();
  });
});

describe('stopping', () => {
  it('lets a running query finish and ends with 0', async () => {
    const engine = await start();
    // Shorter than the 5 s that the engine gives a query, and long enough to be seen while it runs.
    const query = 'SELECT count() FROM numbers(4) WHERE sleepEachRow(1) = 0 SETTINGS max_block_size = 1';
    const pending = ask(engine, 'readWrite', query);
    await waitForQuery(engine, 'sleepEachRow(1) = 0 SETTINGS');
    await engine.stop();
    expect((await pending).text).toBe('4');
    expect(await engine.exited).toBe(0);
  });

  it('is nothing that KILL QUERY can do', async () => {
    const engine = await start();
    await ask(engine, 'readWrite', 'KILL QUERY WHERE 1 ASYNC');
    expect((await ask(engine, 'readWrite', 'SELECT 1')).text).toBe('1');
    await engine.stop();
    expect(await engine.exited).toBe(0);
  });

  it('ends by itself when the process that started it is gone', async () => {
    const engine = await start();
    await engine.stop();
    const child = forkMain(engine);
    await once(child, 'message');
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

describe('a crash', () => {
  it('of the process that started it does not hold up the next start', async () => {
    const engine = await start();
    await engine.stop();
    const script = `
      const { launchClickHouse } = await import(${JSON.stringify(new URL('./launch.ts', import.meta.url).href)});
      const engine = await launchClickHouse(${JSON.stringify(optionsOf(engine))});
      process.send(engine.url);
      setInterval(() => undefined, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    await once(parent, 'message');
    parent.kill('SIGKILL');
    const next = await launchClickHouse(optionsOf(engine));
    expect((await ask(next, 'readOnly', 'SELECT 1')).text).toBe('1');
    await next.stop();
  });

  it('loses nothing that was acknowledged, and the same data opens again', async () => {
    const engine = await start();
    await ask(engine, 'readWrite', 'CREATE DATABASE ringtrace');
    for (const table of ['ringtrace.kept', 'default.kept']) {
      await ask(engine, 'readWrite', `CREATE TABLE ${table} (a UInt64) ENGINE = MergeTree ORDER BY a`);
      await ask(engine, 'readWrite', `INSERT INTO ${table} SELECT number FROM numbers(100000)`);
    }
    process.kill(engine.pid, 'SIGKILL');
    expect(await engine.exited).toBeNull();
    const again = await engine.restart();
    for (const table of ['ringtrace.kept', 'default.kept']) {
      const answer = await ask(again, 'readWrite', `SELECT count(), sum(a) FROM ${table}`);
      expect(answer.text).toBe('100000\t4999950000');
    }
    await again.stop();
  });
});

function forkMain(engine: TestEngine): ChildProcess {
  return fork(new URL('./main.ts', import.meta.url), toArguments(optionsOf(engine)), { execArgv: [] });
}

async function waitForQuery(engine: TestEngine, part: string): Promise<void> {
  const query = 'SELECT count() FROM system.processes WHERE position(query, {part:String}) > 0';
  await waitUntil(async () => (await ask(engine, 'readWrite', query, { param_part: part })).text !== '0');
}

async function waitUntil(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('the condition did not come true within 120 s');
    await timers.setTimeout(5);
  }
}
