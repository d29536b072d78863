import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dashboards } from './dashboards/all.ts';
import { dashboardFiles } from './files.ts';
import { grafanaDashboard } from './grafana.ts';

describe('the dashboards', () => {
  it.each(dashboardFiles)(
    "are in the repository as they are written: $name ('npm run docs')",
    ({ path, content }) => {
      expect(readFileSync(path, 'utf8')).toBe(content);
    },
  );

  it('have panels that do not lie over each other', () => {
    for (const dashboard of dashboards) {
      const cells = new Set<string>();
      const { panels } = JSON.parse(JSON.stringify(grafanaDashboard(dashboard)));
      for (const { gridPos } of panels)
        for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
          expect(x).toBeLessThan(24);
          expect(cells).not.toContain(`${x} ${gridPos.y}`);
          cells.add(`${x} ${gridPos.y}`);
        }
    }
  });

  it('limit times to the millisecond: $__timeFilter leaves out what lies within a second of its end', () => {
    const sql = dashboards.flatMap(({ panels }) =>
      panels.flatMap((p) => (p.kind === 'store' ? [p.sql] : [])),
    );
    expect(sql.length).toBeGreaterThan(5);
    for (const text of sql) expect(text).not.toMatch(/\$__(timeFilter|fromTime|toTime|dateTimeFilter)\b/);
  });

  it('say of each panel what it means', () => {
    for (const { about, panels } of dashboards)
      for (const text of [about, ...panels.map((panel) => panel.about)])
        expect(text).toMatch(/^[A-Z0-9].{15,}\.$/);
  });
});
