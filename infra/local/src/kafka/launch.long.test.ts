import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import tls from 'node:tls';
import { isAlive } from '@ringtrace/platform/alive';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { askJava } from '@ringtrace/setup/java';
import { kafkaClasses, withKafkaClasses } from '@ringtrace/setup/kafka-classes';
import type { Kafka } from 'kafkajs';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { files } from './config.ts';
import { type KafkaOptions, type LocalKafka, launchKafka } from './launch.ts';
import { becomesTrue } from './process.ts';

const log = createLog('test', 'silent');
let folder: string;
let started: LocalKafka[];

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'ringtrace-kafka-')));
  started = [];
});

afterEach(async () => {
  await Promise.all(started.map((kafka) => kafka.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function launch(options: Partial<KafkaOptions> = {}): Promise<LocalKafka> {
  const kafka = await launchKafka({
    dataDir: join(folder, 'kafka'),
    credentialsFile: join(folder, 'credentials.json'),
    ...options,
  });
  started.push(kafka);
  return kafka;
}

const client = ({ access }: LocalKafka): Kafka => createKafka(access, 'test', log).client();

async function produce(kafka: LocalKafka, values: readonly string[]): Promise<void> {
  const admin = client(kafka).admin();
  await admin.createTopics({ topics: [{ topic: 'cdr.test', numPartitions: 1 }], waitForLeaders: true });
  await admin.disconnect();
  await send(kafka, values);
}

async function send(kafka: LocalKafka, values: readonly string[]): Promise<void> {
  const producer = client(kafka).producer();
  await producer.connect();
  await producer.send({ topic: 'cdr.test', acks: -1, messages: values.map((value) => ({ value })) });
  await producer.disconnect();
}

/** The first values in the topic, read with a new group. */
async function consume(kafka: LocalKafka, count: number): Promise<string[]> {
  const consumer = client(kafka).consumer({ groupId: crypto.randomUUID() });
  await consumer.connect();
  await consumer.subscribe({ topic: 'cdr.test', fromBeginning: true });
  const values: string[] = [];
  const all = Promise.withResolvers<void>();
  await consumer.run({
    eachMessage: async ({ message }) => {
      values.push(String(message.value));
      if (values.length === count) all.resolve();
    },
  });
  await all.promise;
  await consumer.disconnect();
  return values;
}

/** A process that started a broker and runs until it is killed. */
async function launchElsewhere(): Promise<{ launcher: ChildProcess; broker: number }> {
  const script = join(import.meta.dirname, 'hold.fixture.ts');
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  const launcher = spawn(process.execPath, [script, join(folder, 'kafka')], { stdio: [...stdio] });
  const [chunk] = await once(launcher.stdout ?? process.stdin, 'data');
  return { launcher, broker: Number(chunk) };
}

const pids = (): { keeper: number } =>
  z.object({ keeper: z.int() }).parse(JSON.parse(readFileSync(join(folder, 'kafka', files.pids), 'utf8')));

/** Whether a broker has mapped the classes that set-up keeps. Only Linux tells. */
const mapsClasses = ({ pid }: LocalKafka): boolean =>
  readFileSync(`/proc/${pid}/maps`, 'utf8').includes(kafkaClasses(askJava().build));

it('keeps messages over a clean stop and start, and acknowledged ones over a kill -9 of the broker', async () => {
  const first = await launch();
  await produce(first, ['one', 'two']);
  expect(await consume(first, 2)).toEqual(['one', 'two']);
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);
  const second = await launch();
  expect(await consume(second, 2)).toEqual(['one', 'two']);
  await send(second, ['three']);
  process.kill(second.pid, 'SIGKILL');
  expect(await second.exited).toBe(137);
  const third = await launch();
  expect(await consume(third, 3)).toEqual(['one', 'two', 'three']);
});

it('leaves no broker behind when its launcher is killed', async () => {
  const { launcher, broker } = await launchElsewhere();
  expect(isAlive(broker)).toBe(true);
  launcher.kill('SIGKILL');
  expect(await becomesTrue(() => !isAlive(broker), 120_000)).toBe(true);
});

it('stops a broker that a kill of launcher and keeper left running, and goes on with its data', async () => {
  const { launcher, broker } = await launchElsewhere();
  const { keeper } = pids();
  process.kill(keeper, 'SIGSTOP');
  launcher.kill('SIGKILL');
  await once(launcher, 'exit');
  process.kill(keeper, 'SIGKILL');
  expect(isAlive(broker)).toBe(true);
  const lines: string[] = [];
  const kafka = await launch({ log: (line) => lines.push(line) });
  expect(isAlive(broker)).toBe(false);
  expect(lines).toEqual([expect.stringContaining(`process ${broker}`)]);
  await produce(kafka, ['one']);
});

it('waits for a keeper that is still stopping the broker of a killed launcher', async () => {
  const { launcher, broker } = await launchElsewhere();
  launcher.kill('SIGKILL');
  await once(launcher, 'exit');
  await launch();
  expect(isAlive(broker)).toBe(false);
});

it('ignores the note of a broker that is long gone and whose process id is now another process', async () => {
  const kafka = await launch();
  await kafka.stop();
  const foreign = { launcher: process.pid, keeper: process.pid, broker: process.pid };
  writeFileSync(join(folder, 'kafka', files.pids), JSON.stringify(foreign));
  await launch();
});

it('refuses a folder whose broker runs for a living process, and takes that broker along when its keeper is killed', async () => {
  const kafka = await launch();
  await expect(launch()).rejects.toThrow(`already runs on ${join(folder, 'kafka')}`);
  expect(isAlive(kafka.pid)).toBe(true);
  process.kill(pids().keeper, 'SIGKILL');
  expect(await kafka.exited).toBe(137);
  expect(await becomesTrue(() => !isAlive(kafka.pid), 120_000)).toBe(true);
});

it('names the setting when the port is taken', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = z.object({ port: z.int() }).parse(server.address()).port;
  await expect(launch({ port })).rejects.toThrow(
    /^Kafka's port 127\.0\.0\.1:\d+ is in use.*RINGTRACE_KAFKA_PORT/,
  );
  server.close();
});

it('takes another free port when somebody else took the one it had found', async () => {
  const launched = launch();
  const properties = await vi.waitFor(
    () =>
      z
        .string()
        .includes('CARRIERS')
        .parse(readFileSync(join(folder, 'kafka', files.properties), 'utf8')),
    { timeout: 120_000, interval: 5 },
  );
  const found = Number(/^listeners=.*CARRIERS:\/\/127\.0\.0\.1:(\d+)/m.exec(properties)?.[1]);
  const thief = createServer((socket) => socket.on('error', () => {}).end());
  await once(thief.listen(found, '127.0.0.1'), 'listening');
  const kafka = await launched;
  thief.close();
  expect(kafka.carriers.brokers).not.toBe(`127.0.0.1:${found}`);
  await produce(kafka, ['one']);
});

it('serves carriers on every address by its public name, which its certificate bears', async () => {
  const { carriers } = await launch({ host: '0.0.0.0', publicHost: 'kafka.example' });
  const port = Number(carriers.brokers.replace('kafka.example:', ''));
  const ca = readFileSync(carriers.ca, 'utf8');
  const socket = tls.connect({ host: '127.0.0.1', port, servername: 'kafka.example', ca });
  await once(socket, 'secureConnect');
  expect(socket.authorized).toBe(true);
  socket.destroy();
});

it('runs two brokers side by side, each with its own data, with the classes that set-up keeps', async () => {
  const [a, b] = await Promise.all([
    launch({ dataDir: join(folder, 'a') }),
    launch({ dataDir: join(folder, 'b') }),
  ]);
  if (process.platform === 'linux')
    expect(mapsClasses(a)).toBe(withKafkaClasses(askJava().build).length === 1);
  await Promise.all([produce(a, ['in a']), produce(b, ['in b'])]);
  expect(await consume(a, 1)).toEqual(['in a']);
  expect(await consume(b, 1)).toEqual(['in b']);
});

it("ends with Kafka's own words when Kafka dies while starting", async () => {
  const first = await launch();
  await first.stop();
  const meta = join(folder, 'kafka', files.logs, 'meta.properties');
  writeFileSync(meta, readFileSync(meta, 'utf8').replace('node.id=1', 'node.id=7'));
  await expect(launch()).rejects.toThrow(/exit code 1\) while starting[\s\S]*node/);
});

it('says how to get the jars where they are missing', async () => {
  await expect(launch({ libsDir: join(folder, 'none') })).rejects.toThrow(
    'npm start and npm test fetch them',
  );
});
