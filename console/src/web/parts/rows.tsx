import type { ReactNode } from 'react';
import './filters.css';

interface Props<Row> {
  /** What the rows are, for a screen reader. */
  readonly caption: string;
  readonly columns: readonly {
    readonly header: string;
    readonly numeric?: boolean;
    readonly cell: (row: Row) => ReactNode;
  }[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

/** A short table that is part of something larger: all rows at once, in the order they have. */
export function Rows<Row>({ caption, columns, rows, rowKey }: Props<Row>) {
  return (
    <div className="table-scroll rows">
      <table>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ header, numeric = false }) => (
              <th key={header} scope="col" className={numeric ? 'numeric' : undefined}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map(({ header, numeric = false, cell }) => (
                <td key={header} className={numeric ? 'numeric' : undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
