import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig, projectRoot, settingNames } from '@ringtrace/platform/config';
import { version } from '@ringtrace/platform/version';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { linted, type Manifest, type Pod, rendered as render } from './chart.ts';
import { chartSecretSettings, chartSettings } from './chart-settings.ts';
import { chartFolder } from './places.ts';
import { environmentOf, processes, stagesOf } from './processes.ts';
import { helm, whySkipped } from './tools/tools.ts';
import { writtenFiles } from './written-files.ts';

const least = {
  'kafka.brokers': 'kafka1:9092,kafka2:9092',
  'clickhouse.url': 'http://ch1a:8123,http://ch1b:8123',
};
const all = {
  ...least,
  'clickhouse.url': 'https://ch1a:8443,https://ch1b:8443',
  'kafka.tls': 'true',
  'kafka.caSecret': 'kafka-ca',
  'clickhouse.caSecret': 'clickhouse-ca',
  'clickhouse.analystSecret': 'analyst',
  'clickhouse.cluster': 'ringtrace',
  'clickhouse.nodes': 'https://ch1a:8443,https://ch2a:8443',
  'casework.console.url': 'https://ringtrace.group.example',
  'casework.console.proxies': '10.0.0.0/8',
  'settings.RINGTRACE_LOG_LEVEL': 'warn',
  'secretSettings.RINGTRACE_SMTP_URL.secret': 'mail',
  'secretSettings.RINGTRACE_SMTP_URL.key': 'url',
  'monitoring.serviceMonitor.enabled': 'true',
  'monitoring.prometheusRule.enabled': 'true',
  'monitoring.dashboards.enabled': 'true',
};

/** Each set of values is rendered once. */
const known = new Map<object, Promise<Manifest[]>>();
const rendered = (values: Readonly<Record<string, string>>) => {
  const found = known.get(values) ?? render(values);
  known.set(values, found);
  return found;
};

describe('the files of the chart', () => {
  it.each(writtenFiles().map(({ path, text }) => ({ name: path.slice(chartFolder.length + 1), path, text })))(
    '$name is what npm run docs writes',
    ({ path, text }) => {
      expect(readFileSync(path, 'utf8')).toBe(text);
    },
  );

  it('are no more than that', () => {
    const folder = join(chartFolder, 'files');
    const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.\w+$/.test(name),
    );
    const written = writtenFiles().map(({ path }) => path);
    expect(found.filter((name) => !written.includes(join(folder, name)))).toEqual([]);
  });

  it('have the version of Ringtrace', () => {
    const chart = z.looseObject({ version: z.string(), appVersion: z.string() });
    expect(chart.parse(parse(readFileSync(join(chartFolder, 'Chart.yaml'), 'utf8')))).toMatchObject({
      version,
      appVersion: version,
    });
  });

  it('take each secret from a Secret, and each other setting as a value', () => {
    expect(chartSecretSettings).toEqual([
      'SCHEMA_REGISTRY_URL',
      'RINGTRACE_SMTP_URL',
      'RINGTRACE_OIDC_CLIENT_SECRET',
    ]);
    expect(chartSettings).toContain('RINGTRACE_HOLD_MINUTES');
    const values = readFileSync(join(chartFolder, 'values.yaml'), 'utf8');
    expect(values).not.toMatch(/^\s*\w*(password|secretKey)\w*:/im);
  });
});

const skipped = whySkipped(helm);
describe.skipIf(skipped !== '')(`the chart, as helm renders it${skipped}`, () => {
  const podsOf = (manifests: readonly Manifest[]): Pod[] =>
    manifests.flatMap(({ spec }) => (spec?.template === undefined ? [] : [spec.template.spec]));
  const kinds = (manifests: readonly Manifest[]) =>
    manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort();

  it('has no fault by helm lint', async () => {
    for (const values of [least, all]) expect(await linted(values)).toMatchObject({ ok: true });
  });

  it('has the workers, casework in one pod, the job that migrates, and what keeps them apart', async () => {
    expect(kinds(await rendered(least))).toEqual([
      'Deployment try-detect',
      'Deployment try-ingest',
      'Job try-migrate',
      'NetworkPolicy try-casework',
      'NetworkPolicy try-detect',
      'NetworkPolicy try-ingest',
      'PodDisruptionBudget try-casework',
      'PodDisruptionBudget try-detect',
      'PodDisruptionBudget try-ingest',
      'Service try-casework',
      'Service try-casework-pods',
      'Service try-detect',
      'Service try-ingest',
      'StatefulSet try-casework',
    ]);
    const usual = kinds(await rendered(least));
    const further = kinds(await rendered(all)).filter((one) => !usual.includes(one));
    expect(further).toEqual([
      'ConfigMap try-dashboards',
      'PrometheusRule try',
      ...['cases', 'console', 'detect', 'ingest'].map((name) => `ServiceMonitor try-${name}`),
    ]);
  });

  it('takes no right that a pod does not need', async () => {
    const pods = podsOf(await rendered(all));
    expect(pods).toHaveLength(4);
    for (const pod of pods) {
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 10_001,
          seccompProfile: { type: 'RuntimeDefault' },
        },
      });
      for (const container of pod.containers)
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
    }
  });

  it('gives each container settings that there are, secrets by name alone, and values that the process takes', async () => {
    for (const container of podsOf(await rendered(all)).flatMap(({ containers }) => containers)) {
      const names = container.env.map(({ name }) => name);
      expect(names.filter((name) => !settingNames.includes(name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
      for (const one of container.env)
        if (/PASSWORD|SECRET|SMTP_URL/.test(one.name))
          expect(one).toHaveProperty('valueFrom.secretKeyRef.name');
      const env = container.env.map((one): [string, string] => [
        one.name,
        'value' in one
          ? one.value
          : one.name === 'RINGTRACE_SMTP_URL'
            ? 'smtps://mail.example'
            : 'of-a-secret',
      ]);
      const config = loadConfig({ ...Object.fromEntries(env), HOME: '/nonexistent' });
      expect(config).toMatchObject({
        KAFKA_TLS: 'true',
        KAFKA_TLS_CA: '/etc/ringtrace/kafka/ca.crt',
        CLICKHOUSE_TLS_CA: '/etc/ringtrace/clickhouse/ca.crt',
      });
      expect(container.volumeMounts.map(({ mountPath }) => mountPath)).toEqual(
        expect.arrayContaining(['/etc/ringtrace/kafka', '/etc/ringtrace/clickhouse']),
      );
    }
  });

  it('runs the image of each process at the version of the chart, and asks its own health', async () => {
    const containers = podsOf(await rendered(least)).flatMap((pod) => pod.containers);
    const targets = stagesOf().map(({ name }) => name);
    for (const { image } of containers) {
      const [, target, tag] = /^ringtrace\/(\w+):(.*)$/.exec(image) ?? [];
      expect(targets).toContain(target);
      expect(tag).toBe(version);
    }
    for (const { name, metrics, keepsFiles } of processes) {
      const container = containers.find((one) => one.name === name);
      expect(container?.image).toBe(`ringtrace/${name}:${version}`);
      const port = container?.ports.find((one) => one.containerPort === metrics.port);
      expect(environmentOf(name)[metrics.setting]).toBe(String(port?.containerPort));
      for (const [kind, path] of [
        ['startupProbe', '/health'],
        ['livenessProbe', '/health'],
        ['readinessProbe', '/ready'],
      ] as const) {
        const asked = container?.[kind]?.httpGet;
        expect(asked?.path).toBe(path);
        expect([port?.name, port?.containerPort]).toContain(asked?.port);
      }
      const home = container?.volumeMounts.some(({ mountPath }) => mountPath === '/var/lib/ringtrace');
      expect(home).toBe(keepsFiles);
    }
  });

  it('migrates before all else, and gives workers the time that they take to leave', async () => {
    const manifests = await rendered(least);
    const job = manifests.find(({ kind }) => kind === 'Job');
    expect(job?.metadata.annotations?.['helm.sh/hook']).toBe('pre-install,pre-upgrade');
    expect(job?.spec?.template?.spec.containers[0]?.args).toEqual(['migrate']);
    for (const { kind, spec } of manifests)
      if (kind === 'Deployment' || kind === 'StatefulSet')
        expect(spec?.template?.spec.terminationGracePeriodSeconds).toBe(30);
  });

  it('names the pods of casework by a headless service', async () => {
    const manifests = await rendered(least);
    const named = z
      .looseObject({ serviceName: z.string() })
      .parse(manifests.find(({ kind }) => kind === 'StatefulSet')?.spec).serviceName;
    const service = manifests.find(({ kind, metadata }) => kind === 'Service' && metadata.name === named);
    expect(service?.spec).toMatchObject({ clusterIP: 'None' });
  });

  it('takes numbers as they are typed', async () => {
    const values = {
      'settings.RINGTRACE_RETENTION_CDR_DAYS': '400',
      'settings.RINGTRACE_BLOCK_ROWS': '2000000',
    };
    for (const { env } of podsOf(await render({ ...least, ...values })).flatMap((one) => one.containers))
      expect(env).toEqual(
        expect.arrayContaining([
          { name: 'RINGTRACE_RETENTION_CDR_DAYS', value: '400' },
          { name: 'RINGTRACE_BLOCK_ROWS', value: '2000000' },
        ]),
      );
  });

  it('has a container beside casework, with its volume and its settings, where commands run', async () => {
    const casework = (await rendered(all)).find(({ kind }) => kind === 'StatefulSet');
    const containers = casework?.spec?.template?.spec.containers ?? [];
    const cases = containers.find(({ name }) => name === 'cases');
    const commands = containers.find(({ name }) => name === 'commands');
    expect(commands?.image).toBe(`ringtrace/commands:${version}`);
    expect(commands?.command?.[0]).toBe('node');
    expect(commands?.env).toEqual(cases?.env);
    expect(commands?.volumeMounts).toEqual(cases?.volumeMounts);
    const without = podsOf(await render({ ...least, 'casework.commands.enabled': 'false' }));
    expect(without.flatMap((pod) => pod.containers.map(({ name }) => name))).not.toContain('commands');
    const carriers = podsOf(await render({ ...least, 'casework.commands.image': 'carriers' }));
    expect(carriers.flatMap((pod) => pod.containers.map(({ image }) => image))).toContain(
      `ringtrace/carriers:${version}`,
    );
  });

  it('brings the alert rules and the dashboards whole', async () => {
    const manifests = await rendered(all);
    const file = z.looseObject({ groups: z.array(z.looseObject({ rules: z.array(z.unknown()) })) });
    const rules = manifests.find(({ kind }) => kind === 'PrometheusRule')?.spec;
    const ours = file.parse(parse(readFileSync(join(chartFolder, 'files', 'alerts.yml'), 'utf8')));
    expect(file.parse(rules)).toEqual(ours);
    const dashboards = manifests.find(({ kind }) => kind === 'ConfigMap')?.data ?? {};
    expect(Object.keys(dashboards)).toEqual(
      readdirSync(join(projectRoot, 'infra/monitoring/grafana/dashboards')).sort(),
    );
    for (const text of Object.values(dashboards)) expect(JSON.parse(text)).toHaveProperty('panels');
  });

  it.each([
    [{}, 'kafka.brokers must be set'],
    [{ ...least, 'clickhouse.url': '' }, 'clickhouse.url must be set'],
    [{ ...least, 'clickhouse.cluster': 'ringtrace' }, 'clickhouse.nodes must be set'],
    [{ ...least, 'kafka.broker': 'kafka:9092' }, 'broker'],
    [{ ...least, 'settings.RINGTRACE_HOLD_MINUTE': '5' }, 'RINGTRACE_HOLD_MINUTE'],
    [
      { ...least, 'settings.RINGTRACE_SMTP_URL': 'smtps://user:password@mail.example' },
      '--set secretSettings.RINGTRACE_SMTP_URL.secret=NAME',
    ],
    [{ ...least, 'settings.RINGTRACE_RETENTION_CDR_DAYS': '2' }, 'RINGTRACE_RETENTION_CDR_DAYS'],
    [{ ...least, 'image.tag': 'latest' }, 'tag'],
  ])('refuses values %j, and names what is wrong', async (values, named) => {
    await expect(rendered(values)).rejects.toThrow(named);
  });
});
