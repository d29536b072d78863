import { Bars } from '../../charts/bars.tsx';
import { Shares } from '../../charts/shares.tsx';
import type { Figure } from './figure.ts';

/** Figures that are a name and a count, and what these are. */
const named: Readonly<
  Record<string, { readonly label: string; readonly value: string; readonly unit: string }>
> = {
  hops: { label: 'hops', value: 'tracebacks', unit: 'tracebacks' },
  countries: { label: 'place', value: 'tracebacks', unit: 'tracebacks' },
  demands_by_type: { label: 'kind', value: 'demands', unit: 'demands' },
  around_first_warning: { label: 'days', value: 'legs', unit: 'legs' },
};

const numberIn = (value: unknown) => (typeof value === 'number' ? value : 0);

/** The picture of a figure, where one fits; its rows stand below it in any case. */
export function FigureChart({ figure: { name, title, rows, curve } }: { readonly figure: Figure }) {
  if (rows.length === 0) return null;
  if (name === 'categories')
    return (
      <Shares
        title={title}
        parts={rows.map((row) => ({ label: String(row['kind']), value: numberIn(row['tracebacks']) }))}
        counts="tracebacks"
      />
    );
  if (name === 'outcomes_by_month') return <Outcomes title={title} rows={rows} />;
  if (curve.length > 0)
    return (
      <Bars
        title={`${title}: the share that had ended`}
        description="After so many hours, by Kaplan and Meier: what is still open counts as waited for."
        rows={rows.map((row) => ({
          label: `within ${numberIn(row['within_hours']).toLocaleString('en-US', { maximumFractionDigits: 1 })} h`,
          value: numberIn(row['percent']) / 100,
        }))}
        unit="share"
        max={1}
      />
    );
  const shown = named[name];
  if (shown === undefined) return null;
  return (
    <Bars
      title={title}
      rows={rows.map((row) => ({ label: String(row[shown.label]), value: numberIn(row[shown.value]) }))}
      unit={shown.unit}
    />
  );
}

/** All outcomes of the period; the rows below have the months. */
function Outcomes({ title, rows }: { readonly title: string; readonly rows: Figure['rows'] }) {
  const endings = Object.keys(rows[0] ?? {}).filter((column) => column !== 'month');
  return (
    <Shares
      title={`${title}: all months together`}
      parts={endings.map((ending) => ({
        label: ending.replaceAll('_', ' '),
        value: rows.reduce((sum, row) => sum + numberIn(row[ending]), 0),
      }))}
      counts="tracebacks"
    />
  );
}
