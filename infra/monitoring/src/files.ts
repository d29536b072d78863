import { join } from 'node:path';
import { dashboards } from './dashboards/all.ts';
import { grafanaDashboard } from './grafana.ts';

const folder = join(import.meta.dirname, '..', 'grafana', 'dashboards');

/** The file of each dashboard, as Grafana's provisioning reads it. */
export const dashboardFiles = dashboards.map((dashboard) => ({
  name: dashboard.name,
  path: join(folder, `${dashboard.name}.json`),
  content: `${JSON.stringify(grafanaDashboard(dashboard), null, 2)}\n`,
}));
