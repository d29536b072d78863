import { figureInWords, rowsShown } from '../in-words.ts';
import type { Report } from '../report.ts';

/** A report for programs: every figure with its definition, its query and its rows. */
export function reportAsJson({ figures, from, to, as_of }: Report) {
  const time = (ms: number) => new Date(ms).toISOString();
  return {
    from: time(from),
    to: time(to),
    as_of: time(as_of),
    figures: figures.map((figure) => {
      const words = figureInWords(figure);
      const curve = figure.shape === 'survival' ? { curve: rowsShown(figure) } : {};
      return { ...figure, ...(words === '' ? {} : { in_words: words }), ...curve };
    }),
  };
}

/** Columns of a report as CSV: one value a line. Line 0 of a figure says what the figure is. */
export const csvColumns = ['figure', 'line', 'column', 'value'] as const;

export const reportAsCsv = ({ figures }: Report): (string | number | null)[][] =>
  figures.flatMap(({ name, title, definition, sql, rows }) => [
    [name, 0, 'title', title],
    [name, 0, 'definition', definition],
    [name, 0, 'query', sql],
    ...rows.flatMap((row, i) => Object.entries(row).map(([column, value]) => [name, i + 1, column, value])),
  ]);
