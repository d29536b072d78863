/** Units as Grafana names them. */
type Unit = 'short' | 's' | 'percentunit' | 'ops' | 'reqps';

interface Shown {
  readonly title: string;
  /** What the figures mean, and when they are a reason to look closer. */
  readonly about: string;
  readonly unit?: Unit;
  /** Of 24 columns; 12 unless said. */
  readonly width?: number;
}

/** A panel over metrics of the workers. */
export interface MetricsPanel extends Shown {
  readonly kind: 'metrics';
  /** PromQL, by the name of its line. `{{label}}` in a name is a label's value. */
  readonly lines: Readonly<Record<string, string>>;
}

/** A panel over the store. The SQL is read as the user of dashboards, who reads what `dashboardGrants` of the model of rights says. */
export interface StorePanel extends Shown {
  readonly kind: 'store';
  readonly as: 'table' | 'lines';
  /** Times are limited by $__timeFilter_ms, never by $__timeFilter: docs/decisions/limits-on-start-time.md says why. */
  readonly sql: string;
}

export type Panel = MetricsPanel | StorePanel;

export interface Dashboard {
  /** Part of its address and the name of its file, such as 'feeds'. */
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly panels: readonly Panel[];
}
