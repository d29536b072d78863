import { FeedError } from '../format.ts';
import type { RowsMapping } from './mapping.ts';

/**
 * Brings `rows` of a mapping into one shape: where columns have fixed widths, their names and widths become two lists.
 * Throws FeedError where widths contradict other keys.
 */
export function withWidths(
  name: string,
  rows: RowsMapping,
): { rows: RowsMapping; widths: number[] | undefined } {
  const { widths, columns } = rows;
  if (widths === undefined) return { rows, widths: undefined };
  for (const key of ['separator', 'quoting', 'line'] as const) {
    if (rows[key] !== undefined)
      throw new FeedError(`${name}: '${key}' can't be used together with 'widths'`);
  }
  if (Array.isArray(widths)) {
    if (columns?.length !== widths.length)
      throw new FeedError(
        `${name}: a list of ${widths.length} 'widths' needs a list of as many 'columns' beside it`,
      );
    return { rows, widths };
  }
  if (columns !== undefined)
    throw new FeedError(`${name}: write the widths as a list where there is a list of 'columns'`);
  const names = Object.keys(widths);
  // JSON.parse puts keys that are numbers first, so the order of the file would be lost.
  if (names.some((column) => /^\d+$/.test(column)))
    throw new FeedError(
      `${name}: names of digits alone lose their order: write lists of 'columns' and 'widths'`,
    );
  return { rows: { ...rows, columns: names }, widths: Object.values(widths) };
}
