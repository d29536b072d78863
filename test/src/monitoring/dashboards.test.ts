import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { passwords, startEngineWithUsers } from '@ringtrace/containers/users.fixture';
import { migrateStore } from '@ringtrace/local/migrations/migrate-store';
import { dashboards } from '@ringtrace/monitoring/dashboards/all';
import { defineQuery, openStore, type Store } from '@ringtrace/platform/clickhouse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { definedMetrics } from './defined-metrics.ts';
import { promtool } from './promtool.ts';

const run = promisify(execFile);
const overStore = dashboards.flatMap(({ name, panels }) =>
  panels.flatMap((panel) => (panel.kind === 'store' ? [{ of: `${name}: ${panel.title}`, panel }] : [])),
);
const expressions = dashboards.flatMap(({ panels }) =>
  panels.flatMap((panel) => (panel.kind === 'metrics' ? Object.values(panel.lines) : [])),
);

/** What Grafana's plugin makes of its macro, for the last six hours. */
const filled = (sql: string) =>
  sql.replaceAll(
    /\$__timeFilter_ms\((\w+)\)/g,
    (_, column: string) =>
      `${column} >= fromUnixTimestamp64Milli(${Date.now() - 21_600_000}) AND ${column} <= fromUnixTimestamp64Milli(${Date.now()})`,
  );

describe('panels over the store', () => {
  let engine: Awaited<ReturnType<typeof startEngineWithUsers>> | undefined;
  let reader: Store;
  beforeAll(async () => {
    engine = await startEngineWithUsers();
    const at = { url: engine.url, database: 'ringtrace' };
    await migrateStore({ ...at, user: 'ringtrace', password: passwords.ringtrace });
    reader = openStore({
      ...at,
      user: 'grafana',
      password: passwords.grafana,
      application: 'test',
    });
  });
  afterAll(async () => {
    await reader.close();
    await engine?.stop();
  });

  it.each(overStore)('$of: runs as the user of dashboards', async ({ panel }) => {
    const asked = defineQuery()({ name: panel.title, sql: filled(panel.sql), row: z.looseObject({}) });
    expect(await reader.query(asked, {})).toEqual([]);
  });

  it.each(overStore.filter(({ panel }) => panel.as === 'lines'))(
    '$of: has a time for each value',
    ({ panel }) => {
      expect(panel.sql).toMatch(/\bAS time\b/);
      expect(panel.sql).toMatch(/ORDER BY time$/);
    },
  );
});

describe('panels over metrics', () => {
  it('name metrics that the workers define', () => {
    const known = definedMetrics();
    const named = new Set(expressions.flatMap((text) => text.match(/\b(?:ringtrace|process)_\w+/g) ?? []));
    expect(named.size).toBeGreaterThan(10);
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
  });

  it.skipIf(promtool !== '')(`are expressions to Prometheus${promtool}`, async () => {
    const dir = mkdtempSync(join(tmpdir(), 'ringtrace-promql-'));
    try {
      const file = join(dir, 'rules.yml');
      const rules = expressions.map((expr, i) => ({ record: `panel:${i}`, expr }));
      writeFileSync(file, JSON.stringify({ groups: [{ name: 'panels', rules }] }));
      const { stdout } = await run('promtool', ['check', 'rules', file]);
      expect(stdout).toContain(`${expressions.length} rules found`);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
