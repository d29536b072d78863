import { FeedError } from '../format.ts';
import type { RowsMapping } from './mapping.ts';

/**
 * What a mapping says of rows, with the columns' names and their widths as lists where it has widths. Throws FeedError
 * where they don't fit.
 */
export function withWidths(
  name: string,
  rows: RowsMapping,
): { rows: RowsMapping; widths: number[] | undefined } {
  const { widths, columns } = rows;
  if (widths === undefined) return { rows, widths: undefined };
  for (const key of ['separator', 'quoting', 'line'] as const) {
    if (rows[key] !== undefined)
      throw new FeedError(`${name}: '${key}' can't be said of columns with 'widths'`);
  }
  if (Array.isArray(widths)) {
    if (columns?.length !== widths.length)
      throw new FeedError(
        `${name}: a list of ${widths.length} 'widths' needs a list of as many 'columns' beside it`,
      );
    return { rows, widths };
  }
  if (columns !== undefined)
    throw new FeedError(`${name}: say the widths as a list where there is a list of 'columns'`);
  const names = Object.keys(widths);
  // JSON readers put them first.
  if (names.some((column) => /^\d+$/.test(column)))
    throw new FeedError(
      `${name}: names of digits alone lose their order: say lists of 'columns' and 'widths'`,
    );
  return { rows: { ...rows, columns: names }, widths: Object.values(widths) };
}
