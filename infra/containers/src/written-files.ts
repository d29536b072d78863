import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';
import { chartSchema, chartSchemaFile } from './chart-settings.ts';
import { clickhouseUsers } from './clickhouse-users.ts';
import { chartFolder, composeFolder } from './places.ts';

const monitoring = join(projectRoot, 'infra', 'monitoring');
const dashboards = join(monitoring, 'grafana', 'dashboards');

/** A chart holds all that it needs: what Prometheus and Grafana read is copied into it. */
const copies = (): [from: string, to: string][] => [
  [join(monitoring, 'alerts.yml'), 'alerts.yml'],
  ...readdirSync(dashboards).map((name): [string, string] => [
    join(dashboards, name),
    join('dashboards', name),
  ]),
];

/** Files of the compose files and of the chart that `npm run docs` writes: path and text. */
export const writtenFiles = (): { path: string; text: string }[] => [
  { path: join(composeFolder, 'clickhouse', 'users.xml'), text: clickhouseUsers },
  { path: chartSchemaFile, text: chartSchema() },
  ...copies().map(([from, to]) => ({
    path: join(chartFolder, 'files', to),
    text: readFileSync(from, 'utf8'),
  })),
];
