import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Home, type Server, up } from '../e2e/ringtrace.ts';
import { until } from '../ingest/stack.ts';
import { crowd, type Door, knock, visits } from './strangers.ts';

const visitsPerDoor = 600;
const feedSize = 300;

const record = (id: string) =>
  JSON.stringify({
    call_id: id,
    start_time: '2026-03-03T15:00:00Z',
    end_time: '2026-03-03T15:00:30Z',
    calling_number: '+12025550101',
    called_number: '+13125550102',
    sip_code: 486,
  });

/** All processes that this process started, directly or indirectly. */
function descendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const line of execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')) {
    const [child = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const below = (of: number): number[] =>
    (children.get(of) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid).sort((a, b) => a - b);
}

function doorOf(name: string, address: string, overTls = false): Door {
  const { hostname, port } = new URL(address.includes('://') ? address : `tcp://${address}`);
  return { name, host: hostname, port: Number(port), tls: overTls };
}

describe('strangers at every port', () => {
  const home = new Home();
  let server: Server;
  let doors: Door[];
  let fed = 0;

  beforeAll(async () => {
    server = await up(home);
    const workers = await until(
      'both workers serve',
      async () => server.read().workers,
      ({ length }) => length === 2,
    );
    const properties = readFileSync(join(home.directory, 'kafka', 'server.properties'), 'utf8');
    const { clickhouseUrl, carriers, kafka } = server.instance;
    doors = [
      doorOf('ClickHouse', clickhouseUrl),
      doorOf("Kafka's door for carriers", carriers?.brokers ?? '', true),
      doorOf("Kafka's door for services", kafka.brokers[0] ?? ''),
      doorOf("Kafka's controller", /CONTROLLER:\/\/([\d.:]+)/.exec(properties)?.[1] ?? ''),
      ...workers.map(({ name, url }) => doorOf(`metrics of ${name}`, url)),
    ];
    await feed();
  });
  afterAll(async () => {
    expect(await server.interrupt()).toBe(0);
    home.remove();
  });

  /** Feeds new records. Repeats this where the broker can't be reached, which is harmless. */
  async function feed(): Promise<void> {
    const lines = Array.from({ length: feedSize }, (_, i) => record(`call-${fed + i}`));
    const args = ['feed', '--carrier', 'acme', '--format', 'jsonl', '-'];
    await until(
      'the broker takes all records',
      () => home.run(args, { input: lines.join('\n') }),
      ({ code }) => code === 0,
    );
    fed += feedSize;
  }

  /** Expects that everything that was fed is stored once, and that `verify` finds no difference. */
  async function expectAllThere(): Promise<void> {
    await until(
      'all is stored',
      () => home.run(['status', '--wait-idle']),
      ({ code }) => code === 0,
    );
    const verdict = await home.run(['verify']);
    expect(verdict.code, verdict.stdout).toBe(0);
    expect(await home.rows('SELECT count(), uniqExact(call_id) FROM cdr')).toEqual([`${fed}\t${fed}`]);
  }

  it('leave every process alive, whatever bytes they send', async () => {
    await expectAllThere();
    const before = descendants(server.instance.pid);
    const crowds = doors.map((door) => crowd(door, 100));
    await Promise.all([...doors.map((door, i) => visits(door, visitsPerDoor, 20 + i)), feed()]);
    for (const one of crowds) one.release();
    expect(descendants(server.instance.pid)).toEqual(before);
    for (const door of doors.filter(({ name }) => name.startsWith('metrics')))
      expect((await fetch(`http://${door.host}:${door.port}/health`)).status).toBe(200);
    const { clickhouseUrl } = server.instance;
    await until(
      'the front answers',
      async () => (await fetch(`${clickhouseUrl}/ping`)).status,
      (status) => status === 200,
    );
    await expectAllThere();
  });

  it('who find the engine itself end it: it comes back on the same port, and nothing is lost', async () => {
    const { engineUrl = '', clickhouseUrl } = server.instance;
    const before = descendants(server.instance.pid);
    const engine = doorOf('the engine', engineUrl);
    await until(
      'the engine is gone',
      async () => {
        await knock(engine);
        return descendants(server.instance.pid);
      },
      (now) => before.some((pid) => !now.includes(pid)),
    );
    await feed();
    await until(
      'the front answers',
      async () => (await fetch(`${clickhouseUrl}/ping`)).status,
      (status) => status === 200,
    );
    await expectAllThere();
    expect(server.read()).toMatchObject({ engineUrl, clickhouseUrl });
  });

  it('a broker that is killed comes back on the same ports, and nothing is lost', async () => {
    const pids = z.object({ broker: z.int() });
    const brokerPid = () =>
      pids.parse(JSON.parse(readFileSync(join(home.directory, 'kafka', 'kafka.pid'), 'utf8'))).broker;
    const killed = brokerPid();
    process.kill(killed, 'SIGKILL');
    await until(
      'a new broker',
      async () => {
        try {
          return brokerPid();
        } catch {
          return killed;
        }
      },
      (pid) => pid !== killed,
    );
    await feed();
    await expectAllThere();
    expect(server.read().kafka).toEqual(server.instance.kafka);
  });
});
