import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterNames } from '@ringtrace/local/migrations/cluster/form';
import { loadConfig, settingNames } from '@ringtrace/platform/config';
import { version } from '@ringtrace/platform/version';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { composeFile, type Service } from './compose-file.ts';
import { composeFolder } from './places.ts';
import { environmentOf, processes, stagesOf } from './processes.ts';
import { compose, runTool, whySkipped } from './tools/tools.ts';

const secrets = {
  KAFKA_PASSWORD: 'a'.repeat(24),
  CLICKHOUSE_PASSWORD: 'b'.repeat(24),
  CLICKHOUSE_ANALYST_PASSWORD: 'c'.repeat(24),
  CLICKHOUSE_GRAFANA_PASSWORD: 'f'.repeat(24),
  GRAFANA_PASSWORD: 'd'.repeat(24),
  CLICKHOUSE_CLUSTER_SECRET: 'e'.repeat(24),
};
const files = ['single.yml', 'cluster.yml'];
const ours = (services: Readonly<Record<string, Service>>) =>
  Object.entries(services).filter(([, { build }]) => build !== undefined);
/** `${NAME:?reason}` and `${NAME:-default}` as compose reads them. */
const filledIn = (text: string) =>
  text.replaceAll(/\$\{(\w+)(?::([?-])([^}]*))?\}/g, (_, name: string, kind: string, rest: string) => {
    const value = new Map(Object.entries(secrets)).get(name);
    return value ?? (kind === '-' ? rest : '');
  });
const textOf = (name: string) => readFileSync(join(composeFolder, name), 'utf8');

describe.each(files)('%s', (name) => {
  const { services, networks, volumes } = composeFile(name);

  it('runs each of our processes from a target of the Dockerfile', () => {
    const targets = stagesOf().map((stage) => stage.name);
    const found = ours(services);
    expect(found.map(([service]) => service)).toEqual(
      expect.arrayContaining(processes.map((one) => one.name)),
    );
    for (const [, { build, image }] of found) {
      expect(build?.dockerfile).toBe('infra/containers/Dockerfile');
      expect(targets).toContain(build?.target);
      expect(image).toMatch(new RegExp(`^ringtrace/${build?.target}:`));
    }
  });

  it('gives our processes settings that there are, and values that they take', () => {
    for (const [, { environment }] of ours(services)) {
      expect(Object.keys(environment).filter((key) => !settingNames.includes(key))).toEqual([]);
      const filled = Object.fromEntries(
        Object.entries(environment).map(([key, value]) => [key, filledIn(value)]),
      );
      const config = loadConfig({ ...filled, HOME: '/nonexistent' });
      expect(config.KAFKA_SASL_PASSWORD).toBe(secrets.KAFKA_PASSWORD);
      expect(config.CLICKHOUSE_PASSWORD).toBe(secrets.CLICKHOUSE_PASSWORD);
    }
  });

  it('has every secret in a variable that must be set, and none in the file', () => {
    for (const [, { environment }] of Object.entries(services))
      for (const [key, value] of Object.entries(environment)) {
        if (/PASSWORD|SECRET/.test(key)) expect(value).toMatch(/^\$\{\w+:\?.+\}$/);
        if (key.endsWith('JAAS_CONFIG')) expect(value).not.toMatch(/password="[^$]/);
      }
  });

  it('takes no right that a container does not need', () => {
    for (const [service, one] of Object.entries(services)) {
      expect({ service, ...one }).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
    }
  });

  it('has images at a version, and never the latest', () => {
    for (const { image } of Object.values(services)) {
      expect(image).not.toContain('latest');
      if (!image.endsWith(`:\${RINGTRACE_VERSION:-${version}}`))
        expect(image).toMatch(/:v?\d+\.\d+(\.\d+)?(-alpine)?$/);
    }
  });

  it('opens the console and Grafana alone, on loopback alone', () => {
    const open = Object.entries(services).flatMap(([service, { ports }]) =>
      ports.map((port) => ({ service, port })),
    );
    expect(open).toEqual([
      { service: 'console', port: `127.0.0.1:18088:${environmentOf('console')['RINGTRACE_CONSOLE_PORT']}` },
      { service: 'grafana', port: '127.0.0.1:3000:3000' },
    ]);
    expect(networks['services']).toEqual({ internal: true });
  });

  it('gives a worker the time that it takes to leave, and its files to those that keep some', () => {
    for (const { name: service, keepsFiles } of processes) {
      // A worker ends by itself after 25 s at the latest: infra/platform/src/worker.ts.
      expect(services[service]?.stop_grace_period).toBe('30s');
      expect(services[service]?.volumes).toEqual(keepsFiles ? ['home:/var/lib/ringtrace'] : []);
    }
  });

  it('waits for what a service needs, and names nothing that is not there', () => {
    for (const [, { depends_on: needs, networks: its, volumes: mounts }] of Object.entries(services)) {
      for (const [needed, { condition }] of Object.entries(needs)) {
        const there = services[needed];
        expect(there).toBeDefined();
        if (condition === 'service_healthy') expect(there?.healthcheck).toBeDefined();
      }
      for (const network of its) expect(Object.keys(networks)).toContain(network);
      for (const mount of mounts) {
        const [source = ''] = mount.split(':');
        if (source.startsWith('.')) expect(existsSync(join(composeFolder, source))).toBe(true);
        else expect(Object.keys(volumes)).toContain(source);
      }
    }
    for (const { name: service } of processes)
      expect(services[service]?.depends_on['migrate']).toEqual({
        condition: 'service_completed_successfully',
      });
  });

  it('has no service that is named in the settings and is not there', () => {
    const hosts = ours(services).flatMap(([, { environment }]) => [
      ...(environment['KAFKA_BROKERS'] ?? '').split(',').map((broker) => broker.split(':')[0]),
      ...[environment['CLICKHOUSE_URL'], environment['CLICKHOUSE_NODES']]
        .flatMap((urls) => urls?.split(',') ?? [])
        .map((url) => new URL(url).hostname),
    ]);
    expect(hosts.filter((host = '') => !(host in services))).toEqual([]);
  });
});

describe('what is beside the compose files', () => {
  it.each(files)('has the periods of retention from .env for each of our processes (%s)', (name) => {
    const periods = textOf('example.env').match(/^RINGTRACE_RETENTION_\w+(?==$)/gm) ?? [];
    expect(periods).toHaveLength(4);
    for (const [, { environment }] of ours(composeFile(name).services))
      expect(environment).toMatchObject(
        Object.fromEntries(periods.map((period) => [period, `\${${period}:-}`])),
      );
  });

  const scrapes = z
    .object({
      rule_files: z.array(z.string()),
      scrape_configs: z.array(
        z.object({
          job_name: z.string(),
          dns_sd_configs: z.array(z.object({ names: z.array(z.string()), port: z.number() })),
        }),
      ),
    })
    .parse(parse(textOf('prometheus/prometheus.yml')));

  it('has Prometheus ask every worker at its port, under the names that alerts and dashboards expect', () => {
    expect(
      scrapes.scrape_configs.map(({ job_name: job, dns_sd_configs: found }) => ({ job, ...found[0] })),
    ).toEqual(
      processes.map(({ name, metrics }) =>
        expect.objectContaining({ job: `ringtrace-${name}`, names: [name], port: metrics.port }),
      ),
    );
    const mounts = composeFile('single.yml').services['prometheus']?.volumes.map(
      (mount) => mount.split(':')[1],
    );
    for (const file of scrapes.rule_files) expect(mounts).toContain(file);
  });

  it('has every variable that Grafana reads for its data sources', () => {
    const wanted = readFileSync(
      join(composeFolder, '../monitoring/grafana/provisioning/datasources/ringtrace.yml'),
      'utf8',
    ).match(/(?<=\$)[A-Z_]+/g);
    expect(wanted?.length).toBeGreaterThan(3);
    for (const name of files)
      expect(Object.keys(composeFile(name).services['grafana']?.environment ?? {})).toEqual(
        expect.arrayContaining(wanted ?? []),
      );
  });

  it('has a line for each secret in the example of .env, without a value', () => {
    const lines = textOf('example.env')
      .split('\n')
      // Settings may stay empty.
      .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('RINGTRACE_'));
    expect(lines.sort()).toEqual(
      Object.keys(secrets)
        .map((name) => `${name}=`)
        .sort(),
    );
  });
});

describe('the cluster of cluster.yml', () => {
  const { services } = composeFile('cluster.yml');
  const settings = services['migrate']?.environment ?? {};
  const configuration = textOf('clickhouse/cluster.xml');
  const part = (name: string) => new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(configuration)?.[1] ?? '';
  const hostsOf = (xml: string) => [...xml.matchAll(/<host>(\w+)<\/host>/g)].map(([, host]) => host);
  const hosts = (urls = '') => urls.split(',').map((url) => new URL(url).hostname);

  it('names the two clusters that migrate needs, the first shard first', () => {
    const { all, first } = clusterNames(settings['CLICKHOUSE_CLUSTER'] ?? '');
    expect(hostsOf(part(all))).toEqual(hosts(settings['CLICKHOUSE_NODES']));
    expect(hostsOf(part(first))).toEqual(hosts(settings['CLICKHOUSE_URL']));
    expect(part(all).match(/<shard>/g)).toHaveLength(2);
    expect(part(all).match(/<internal_replication>true</g)).toHaveLength(2);
    expect(configuration.match(/<secret from_env="CLICKHOUSE_CLUSTER_SECRET"\/>/g)).toHaveLength(2);
    expect(configuration).toContain('<keeper_map_path_prefix>');
  });

  it('tells every process that asks each shard which nodes there are', () => {
    for (const name of ['migrate', 'cases', 'commands'])
      expect(services[name]?.environment).toMatchObject({
        CLICKHOUSE_CLUSTER: settings['CLICKHOUSE_CLUSTER'],
        CLICKHOUSE_NODES: settings['CLICKHOUSE_NODES'],
      });
  });

  it('gives each node its own place, and the nodes of a shard the same shard', () => {
    const nodes = hosts(settings['CLICKHOUSE_NODES']);
    expect(nodes.map((node) => services[node]?.environment['NODE'])).toEqual(nodes);
    expect(nodes.map((node) => services[node]?.environment)).toMatchObject([
      { SHARD: 's1', REPLICA: 'r1' },
      { SHARD: 's1', REPLICA: 'r2' },
      { SHARD: 's2', REPLICA: 'r1' },
      { SHARD: 's2', REPLICA: 'r2' },
    ]);
    for (const variable of configuration.matchAll(/from_env="(\w+)"/g))
      for (const node of nodes) expect(services[node]?.environment[variable[1] ?? '']).toBeDefined();
  });

  it('asks the Keepers that run, at their ports', () => {
    const keeper = textOf('clickhouse/keeper.xml');
    const port = /<tcp_port>(\d+)</.exec(keeper)?.[1];
    const members = [...keeper.matchAll(/<id>(\d)<\/id><hostname>(\w+)</g)].map(([, id, host]) => [host, id]);
    const named = [...configuration.matchAll(/<node><host>(\w+)<\/host><port>(\d+)</g)].map(
      ([, host, at]) => [host, at],
    );
    expect(named).toEqual(members.map(([host]) => [host, port]));
    expect(members.map(([host = '']) => services[host]?.environment['KEEPER_ID'])).toEqual(
      members.map(([, id]) => id),
    );
  });

  it('has the profile of a quorum, as docs/scaling.md says it, on each node', () => {
    const profile = textOf('clickhouse/quorum.xml');
    const documented = readFileSync(join(composeFolder, '../../docs/scaling.md'), 'utf8');
    const lines =
      profile.match(/<(insert_quorum|insert_quorum_parallel|select_sequential_consistency)>.*/g) ?? [];
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(documented).toContain(line);
    for (const node of hosts(settings['CLICKHOUSE_NODES']))
      expect(services[node]?.volumes.some((mount) => mount.startsWith('./clickhouse/quorum.xml:'))).toBe(
        true,
      );
  });

  it('has three brokers that all must acknowledge but one, and two workers of each kind', () => {
    const brokers = Object.entries(services).filter(([, { image }]) => image.startsWith('apache/kafka:'));
    expect(brokers).toHaveLength(3);
    for (const [broker, { environment }] of brokers) {
      expect(environment).toMatchObject({
        KAFKA_DEFAULT_REPLICATION_FACTOR: '3',
        KAFKA_MIN_INSYNC_REPLICAS: '2',
      });
      expect(environment['KAFKA_CONTROLLER_QUORUM_VOTERS']).toContain(
        `${environment['KAFKA_NODE_ID']}@${broker}:`,
      );
      expect(environment['KAFKA_ADVERTISED_LISTENERS']).toBe(`SERVICES://${broker}:9092`);
    }
    expect([services['ingest']?.deploy, services['detect']?.deploy]).toEqual([
      { replicas: 2 },
      { replicas: 2 },
    ]);
  });
});

const skipped = whySkipped(compose);
describe(`docker compose itself${skipped}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringtrace-compose-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const check = (path: string, env: NodeJS.ProcessEnv = secrets) =>
    runTool(compose, ['-f', path, '--project-directory', composeFolder, 'config', '-q'], env);
  const changed = (name: string, from: string, to: string) => {
    const text = textOf(name);
    expect(text).toContain(from);
    const path = join(folder, name);
    writeFileSync(path, text.replace(from, to));
    return path;
  };

  it.skipIf(skipped !== '').each(files)('takes %s', async (name) => {
    expect(await check(join(composeFolder, name))).toEqual({ ok: true, stdout: '', stderr: '' });
  });

  const withCarriers = ['single.yml', 'carriers.yml'].flatMap((name) => ['-f', join(composeFolder, name)]);
  it.skipIf(skipped !== '')(
    'takes the port for carriers beside single.yml, and wants its certificate',
    async () => {
      const place = {
        RINGTRACE_PUBLIC_HOST: 'kafka.group.example',
        RINGTRACE_BROKER_PEM: '/etc/ssl/broker.pem',
      };
      const { ok, stdout } = await runTool(compose, [...withCarriers, 'config'], { ...secrets, ...place });
      expect(ok).toBe(true);
      // Kafka's own settings stay, and the port is added to them.
      expect(stdout).toContain('CARRIERS://kafka.group.example:19092');
      expect(stdout).toContain('KAFKA_SUPER_USERS: User:ringtrace');
      for (const missing of Object.keys(place)) {
        const { stderr } = await runTool(compose, [...withCarriers, 'config', '-q'], {
          ...secrets,
          ...place,
          [missing]: '',
        });
        expect(stderr).toContain(missing);
      }
    },
  );

  it.skipIf(skipped !== '').each(files)('refuses %s with a misspelt key, and names it', async (name) => {
    const { ok, stderr } = await check(changed(name, 'stop_grace_period:', 'stop_grace_periode:'));
    expect(ok).toBe(false);
    expect(stderr).toContain('stop_grace_periode');
  });

  it.skipIf(skipped !== '').each(files)(
    'refuses %s without one of its secrets, and names it',
    async (name) => {
      const wanted = Object.keys(secrets).filter((secret) => textOf(name).includes(`\${${secret}:?`));
      expect(wanted.length).toBeGreaterThan(3);
      for (const secret of wanted) {
        const { ok, stderr } = await check(join(composeFolder, name), { ...secrets, [secret]: '' });
        expect(ok).toBe(false);
        expect(stderr).toContain(secret);
      }
    },
  );
});
