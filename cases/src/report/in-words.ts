import { inWords, momentInWords, none, shareInWords } from '../figures/words.ts';
import { waitedIn } from './charts/of-figure.ts';
import { countOf, type Figure, figureValue, type Row } from './figure.ts';
import type { Covered } from './report.ts';
import { median, observedUpTo, shareWithin, survival } from './survival.ts';

/** A survival figure is told at these hours, as far as anything was observed, and at the last observation. */
const toldHours = [1, 4, 8, 24, 48, 72, 168, 336, 720];

const hoursInWords = (hours: number) => `${inWords(hours)} ${inWords(hours) === '1' ? 'hour' : 'hours'}`;

function survivalInWords(figure: Figure): string {
  const waited = waitedIn(figure);
  const steps = survival(waited);
  const open = waited.reduce((sum, one) => sum + one.open, 0);
  const all = waited.reduce((sum, one) => sum + one.ended, open);
  if (all === 0) return none;
  const half = median(steps);
  const typical = half === null ? 'fewer than half by now' : `half within ${hoursInWords(half)}`;
  return `${typical}; ${inWords(all)} counted, of these ${inWords(open)} still open`;
}

/** A figure in a few words; '' for a table. */
export function figureInWords(figure: Figure): string {
  switch (figure.shape) {
    case 'count':
      return inWords(figureValue(figure));
    case 'share':
      return shareInWords(countOf(figure, 'part'), countOf(figure, 'whole'));
    case 'mean': {
      const value = figureValue(figure);
      return value === null ? none : `${inWords(value, 1)} (over ${inWords(countOf(figure, 'of'))})`;
    }
    case 'survival':
      return survivalInWords(figure);
    case 'table':
      return '';
  }
}

/** The rows that a figure is shown with: its own, or a curve at some hours. A single value has none. */
export function rowsShown(figure: Figure): readonly Row[] {
  if (figure.name === 'outcomes_by_month') return byMonth(figure.rows);
  if (figure.shape === 'table') return figure.rows;
  if (figure.shape !== 'survival') return [];
  const waited = waitedIn(figure);
  const steps = survival(waited);
  if (steps.length === 0) return [];
  const last = observedUpTo(waited);
  const observed = [...toldHours.filter((hours) => hours < last), last];
  return observed.map((hours) => ({
    within_hours: hours,
    percent: Number((100 * shareWithin(steps, hours)).toFixed(1)),
  }));
}

/** A row for each month, with a column for each outcome. */
function byMonth(rows: readonly Row[]): Row[] {
  const endings = [...new Set(rows.map(({ ending }) => String(ending)))].toSorted();
  const none = Object.fromEntries(endings.map((ending) => [ending, 0]));
  const months = Map.groupBy(rows, ({ month }) => String(month));
  return [...months].map(([month, some]) => ({
    month,
    ...none,
    ...Object.fromEntries(some.map(({ ending, tracebacks }) => [String(ending), tracebacks ?? 0])),
  }));
}

/** What a report covers. A day that `to` ends is named itself. */
export function periodInWords({ from, to, as_of }: Covered): readonly string[] {
  return [
    `From ${momentInWords(from)} until ${momentInWords(to)}, as of ${momentInWords(as_of)}`,
    ...(as_of < to ? ['The period was not over at that moment: figures cover the part before it.'] : []),
  ];
}

/** What a reader must know before quoting a report. */
export const limitsOfReport: readonly string[] = [
  'This report states counts and no inference. That a provider is in a path, or did not answer, shows no intent, knowledge or guilt.',
  'The group chooses which calls it traces: tracebacks are no sample of all calls.',
  "The registered consortium's own definitions are not public in full. Each figure here has its own, and the query that gives it.",
  "Percentages have bounds by Wilson's formula: the true value lies between them 95 times in 100.",
];
