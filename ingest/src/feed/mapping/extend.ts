import { FeedError } from '../format.ts';
import type { Mapping, RowsMapping } from './mapping.ts';

/**
 * Merges a mapping file into the mapping of the built-in format that it extends. What the file says wins. Throws
 * FeedError where the file has 'documents' for a format of rows, or the other way round.
 */
export function extended(name: string, base: Mapping, file: Mapping): Mapping {
  const section = base.rows === undefined ? 'rows' : 'documents';
  if (file[section] !== undefined)
    throw new FeedError(`'${section}' can't be used here: ${name} files have no ${section}`);
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

/** The parts of the built-in `rows` that stay valid beside the file's own `rows`. */
function startingFrom(base: RowsMapping, file: RowsMapping | undefined): RowsMapping {
  if (file?.widths !== undefined) return {};
  return file?.columns === undefined ? base : quotingOf(base);
}

/** What stays valid when the columns are different ones. */
const quotingOf = ({ separator, quoting, line }: RowsMapping): RowsMapping => ({ separator, quoting, line });
