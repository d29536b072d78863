import type { ReactNode } from 'react';
import { WhenOpened } from '../parts/when-opened.tsx';
import { safe } from './draw/words.ts';
import './charts.css';

/** What every chart has. */
export interface ChartProps {
  readonly title: string;
  /** One sentence: what the picture shows, and what to look for. */
  readonly description?: string;
  /** Further sentences below the picture, such as what is left out. */
  readonly notes?: readonly string[];
  /** Said in place of the picture where there is no data. */
  readonly empty?: string;
}

/** The data of a picture. Numbers stand on the right. */
export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

interface FigureProps extends ChartProps {
  readonly table: FigureTable;
  readonly legend?: ReactNode;
  readonly children: ReactNode;
}

/** A picture with its title, what it says, and its data as a table. Without data it says so. */
export function Figure({ title, description, notes = [], empty, table, legend, children }: FigureProps) {
  return (
    <figure className="chart-figure">
      <figcaption>
        <strong>{safe(title)}</strong>
        {description !== undefined && <p className="chart-said">{safe(description)}</p>}
      </figcaption>
      {table.rows.length === 0 ? (
        <p className="chart-empty">{empty ?? 'There is nothing to show for this choice and range.'}</p>
      ) : (
        <>
          {legend}
          {children}
          {notes.map((note) => (
            <p className="chart-notes" key={note}>
              {safe(note)}
            </p>
          ))}
          <Numbers title={title} table={table} />
        </>
      )}
    </figure>
  );
}

/** The table is made when it is opened: a page has many of them. */
const Numbers = ({ title, table }: { readonly title: string; readonly table: FigureTable }) => (
  <WhenOpened className="chart-numbers" summary="Numbers of this chart as a table">
    <NumbersTable title={title} table={table} />
  </WhenOpened>
);

export function NumbersTable({ title, table }: { readonly title: string; readonly table: FigureTable }) {
  const isNumber = table.columns.map((_, i) => table.rows.every((row) => typeof row[i] === 'number'));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
    <div role="group" aria-label={`Numbers: ${safe(title)}`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {table.columns.map((name, i) => (
              <th scope="col" key={name} className={isNumber[i] ? 'number' : undefined}>
                {safe(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity, and are replaced as a whole
            <tr key={i}>{row.map((cell, j) => cellOf(cell, j, table.columns[j] ?? ''))}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function cellOf(cell: string | number, column: number, key: string) {
  const shown =
    typeof cell === 'number' ? cell.toLocaleString('en-US', { maximumFractionDigits: 4 }) : safe(cell);
  if (column === 0)
    return (
      <th scope="row" key={key} className={typeof cell === 'number' ? 'number' : undefined}>
        {shown}
      </th>
    );
  return (
    <td key={key} className={typeof cell === 'number' ? 'number' : undefined}>
      {shown}
    </td>
  );
}
