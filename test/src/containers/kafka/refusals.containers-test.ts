import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Home } from '../../e2e/ringtrace.ts';
import { cdr } from '../../ingest/feeds.ts';
import { addCarrier, environmentOf } from '../../producers/login.ts';
import { makeAuthority } from '../authority.ts';
import { withoutDocker } from '../without-docker.ts';
import { addUser, type ContainerBroker, environmentAs, startBroker } from './broker.ts';

/** What a carrier's `ringtrace feed` is told where its settings or the broker are wrong: one line that names what to look at. */
describe.skipIf(withoutDocker !== '')(`a feed to a broker in a container${withoutDocker}`, () => {
  let dir: string;
  let home: Home;
  let broker: ContainerBroker;
  let north: NodeJS.ProcessEnv;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'ringtrace-container-'));
    home = new Home();
    broker = await startBroker(dir);
    const operator = new Home({ settings: environmentAs(broker, broker.admin) });
    north = environmentOf(await addCarrier(operator, 'north'));
    operator.remove();
  });
  afterAll(async () => {
    await broker.stop();
    home.remove();
    rmSync(dir, { recursive: true, force: true });
  });

  const feed = (env: NodeJS.ProcessEnv) =>
    home.run(['feed', '--carrier', 'north', '--format', 'jsonl', '-'], {
      input: JSON.stringify(cdr('one')),
      env,
    });

  it('ends with 0 where nothing is wrong', async () => {
    expect((await feed(north)).code).toBe(0);
  });

  it.each<[string, () => NodeJS.ProcessEnv | Promise<NodeJS.ProcessEnv>, string]>([
    [
      'a wrong password',
      () => ({ ...north, KAFKA_SASL_PASSWORD: 'wrong' }),
      'check KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD',
    ],
    [
      'the authority of another broker',
      () => {
        const file = join(dir, 'foreign.pem');
        writeFileSync(file, makeAuthority().certificate);
        return { ...north, KAFKA_TLS_CA: file };
      },
      'KAFKA_TLS_CA',
    ],
    ['no authority', () => ({ ...north, KAFKA_TLS: 'true', KAFKA_TLS_CA: '' }), 'KAFKA_TLS_CA'],
    [
      'a user without rights',
      async () => ({ ...north, ...environmentAs(broker, await addUser(broker, 'nobody')) }),
      'the user of KAFKA_SASL_USERNAME lacks this right',
    ],
    ['a broker with TLS, and no TLS', () => ({ ...north, KAFKA_TLS_CA: '' }), 'KAFKA_TLS'],
  ])('with %s says what to look at', async (_, settings, advice) => {
    const { code, stderr } = await feed(await settings());
    expect([code, stderr]).toEqual([1, expect.stringContaining(advice)]);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('to a broker whose certificate has expired says so', async () => {
    const folder = join(dir, 'expired');
    mkdirSync(folder);
    const expired = await startBroker(folder, { days: -0.5 });
    try {
      const { code, stderr } = await feed({ ...north, ...environmentAs(expired, expired.admin) });
      expect([code, stderr]).toEqual([1, expect.stringContaining('give the server a new certificate')]);
    } finally {
      await expired.stop();
    }
  });
});
