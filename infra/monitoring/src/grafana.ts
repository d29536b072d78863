import type { Dashboard, MetricsPanel, Panel, StorePanel } from './panel.ts';

/** Names of the data sources in grafana/provisioning/datasources. */
const prometheus = { type: 'prometheus', uid: 'ringtrace-prometheus' } as const;
const clickhouse = { type: 'grafana-clickhouse-datasource', uid: 'ringtrace-clickhouse' } as const;

const columns = 24;
const usualWidth = 12;
const height = 8;

/** The dashboard as Grafana reads it from a file. */
export function grafanaDashboard({ name, title, about, panels }: Dashboard): object {
  return {
    uid: `ringtrace-${name}`,
    title: `Ringtrace: ${title}`,
    description: about,
    tags: ['ringtrace'],
    timezone: 'utc',
    schemaVersion: 39,
    editable: false,
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    panels: placed(panels).map(({ panel, place }, i) => ({
      id: i + 1,
      title: panel.title,
      description: panel.about,
      gridPos: place,
      ...(panel.kind === 'metrics' ? overMetrics(panel) : overStore(panel)),
    })),
  };
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** From left to right, and on to the next row where a panel does not fit. */
function placed(panels: readonly Panel[]): { panel: Panel; place: Place }[] {
  let x = 0;
  let y = 0;
  return panels.map((panel) => {
    const w = panel.width ?? usualWidth;
    if (x + w > columns) {
      x = 0;
      y += height;
    }
    const place = { x, y, w, h: height };
    x += w;
    return { panel, place };
  });
}

const defaultsOf = ({ unit = 'short' }: Panel) => ({
  fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
});

const overMetrics = (panel: MetricsPanel) => ({
  type: 'timeseries',
  datasource: prometheus,
  ...defaultsOf(panel),
  targets: Object.entries(panel.lines).map(([legendFormat, expr], i) => ({
    refId: letter(i),
    datasource: prometheus,
    expr,
    legendFormat,
  })),
});

const overStore = (panel: StorePanel) => ({
  type: panel.as === 'table' ? 'table' : 'timeseries',
  datasource: clickhouse,
  ...defaultsOf(panel),
  targets: [
    {
      refId: letter(0),
      datasource: clickhouse,
      editorType: 'sql',
      rawSql: panel.sql,
      // The plugin's numbers for a table and for time series.
      format: panel.as === 'table' ? 1 : 0,
      queryType: panel.as === 'table' ? 'table' : 'timeseries',
    },
  ],
});

const letter = (i: number) => String.fromCharCode('A'.charCodeAt(0) + i);
