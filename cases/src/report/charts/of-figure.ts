import { outcomes } from '@ringtrace/schemas/casework/words';
import type { Figure, Row } from '../figure.ts';
import { observedUpTo, survival } from '../survival.ts';
import { type Column, columns, type Series } from './columns.ts';
import { curve } from './curve.ts';
import { lyingBars } from './rows.ts';

/** Fills of outcomes, dark to light in turn, so that neighbors differ on paper without color too. */
const fills = ['#123a8c', '#7fb2ff', '#0b6b53', '#8fd9c0', '#a13d00', '#f5b27a', '#5b2a86', '#b8bec6'];
const outcomeSeries: readonly Series[] = [...outcomes.filter((one) => one !== 'withdrawn'), 'open'].map(
  (name, i) => ({ name: name.replaceAll('_', ' '), fill: fills[i] ?? '#000000' }),
);
const oneSeries = (name: string): Series[] => [{ name, fill: '#1b4fc4' }];

const textIn = (row: Row, name: string) => String(row[name] ?? '');
const numberIn = (row: Row, name: string) => {
  const value = row[name];
  return typeof value === 'number' ? value : 0;
};

/** The months of a period, such as '2026-03'; `to` is the first moment behind it. */
function monthsOf(from: string, to: string): string[] {
  const months: string[] = [];
  const first = new Date(`${from.replace(' ', 'T')}Z`);
  const end = Date.parse(`${to.replace(' ', 'T')}Z`);
  for (
    let month = Date.UTC(first.getUTCFullYear(), first.getUTCMonth());
    month < end;
    month = Date.UTC(new Date(month).getUTCFullYear(), new Date(month).getUTCMonth() + 1)
  )
    months.push(new Date(month).toISOString().slice(0, 7));
  return months;
}

function byMonth({ title, rows, params }: Figure): string {
  const inMonth = (month: string): Column => ({
    label: month,
    parts: outcomeSeries.map(({ name }) =>
      rows
        .filter(
          (row) => textIn(row, 'month') === month && textIn(row, 'ending').replaceAll('_', ' ') === name,
        )
        .reduce((sum, row) => sum + numberIn(row, 'tracebacks'), 0),
    ),
  });
  const all = rows.length === 0 ? [] : monthsOf(params.from, params.to).map(inMonth);
  return columns(title, all, outcomeSeries, 'month of the opening');
}

/** Every number of hops from the least to the most, so that a gap shows as one. */
function hops({ title, rows }: Figure): string {
  const counts = new Map(rows.map((row) => [numberIn(row, 'hops'), numberIn(row, 'tracebacks')]));
  const [least, most] = [Math.min(...counts.keys()), Math.max(...counts.keys())];
  const all = rows.length === 0 ? [] : Array.from({ length: most - least + 1 }, (_, i) => least + i);
  return columns(
    title,
    all.map((n) => ({ label: String(n), parts: [counts.get(n) ?? 0] })),
    oneSeries('tracebacks'),
    'providers in the path',
  );
}

const around = ({ title, rows }: Figure): string =>
  columns(
    title,
    rows.map((row) => ({ label: String(numberIn(row, 'days')), parts: [numberIn(row, 'legs')] })),
    oneSeries('legs'),
    'days from the first warning',
  );

/** At most so many bars: the table has all of them. */
const mostBars = 25;
const bars = (label: string, value: string) => (figure: Figure) =>
  lyingBars(
    figure.title,
    figure.rows.slice(0, mostBars).map((row) => ({ label: textIn(row, label), value: numberIn(row, value) })),
  );

/** Rows of a survival figure as what was waited. */
export const waitedIn = ({ rows }: Pick<Figure, 'rows'>) =>
  rows.map((row) => ({
    hours: numberIn(row, 'hours'),
    ended: numberIn(row, 'ended'),
    open: numberIn(row, 'open'),
  }));

const charts: Readonly<Record<string, (figure: Figure) => string>> = {
  outcomes_by_month: byMonth,
  hops,
  around_first_warning: around,
  categories: bars('kind', 'tracebacks'),
  countries: bars('place', 'tracebacks'),
};

/** The picture of a figure; '' where it has none. */
export function chartOf(figure: Figure): string {
  if (figure.shape === 'survival') {
    const waited = waitedIn(figure);
    return curve(figure.title, survival(waited), observedUpTo(waited));
  }
  return charts[figure.name]?.(figure) ?? '';
}
