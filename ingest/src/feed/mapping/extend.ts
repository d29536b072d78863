import { FeedError } from '../format.ts';
import type { Mapping, RowsMapping } from './mapping.ts';

/** A built-in format's mapping with what a file says differently, part by part. Throws FeedError where they don't fit. */
export function extended(name: string, base: Mapping, file: Mapping): Mapping {
  const part = base.rows === undefined ? 'rows' : 'documents';
  if (file[part] !== undefined) throw new FeedError(`'${part}' can't be said of ${name} files`);
  return {
    ...base,
    ...file,
    ...(base.rows && { rows: { ...startingFrom(base.rows, file.rows), ...file.rows } }),
    ...(base.documents && { documents: { ...base.documents, ...file.documents } }),
    time: { ...base.time, ...file.time },
    fields: { ...base.fields, ...file.fields },
    ...(base.skip && file.skip && { skip: [base.skip, file.skip].flat() }),
    tables: { ...base.tables, ...file.tables },
    trunks: { ...base.trunks, ...file.trunks },
  };
}

/** What still holds of rows that a file says more of. */
function startingFrom(base: RowsMapping, file: RowsMapping | undefined): RowsMapping {
  if (file?.widths !== undefined) return {};
  return file?.columns === undefined ? base : quotingOf(base);
}

/** What still holds of rows with other columns. */
const quotingOf = ({ separator, quoting, line }: RowsMapping): RowsMapping => ({ separator, quoting, line });
