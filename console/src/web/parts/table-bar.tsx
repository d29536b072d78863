import type { ReactNode } from 'react';
import { Pop } from './pop.tsx';

/** Which rows of a list are shown. */
export interface Shown {
  readonly offset: number;
  readonly count: number;
  readonly total: number;
}

export interface ColumnChoice {
  readonly id: string;
  readonly header: string;
  readonly shown: boolean;
  readonly show: (show: boolean) => void;
}

const number = (value: number) => value.toLocaleString('en-US');

/** 'Rows 1 to 100 of 2,345', 'All 12 rows'. */
export function shownText({ offset, count, total }: Shown): string {
  if (total === 0) return 'No rows';
  if (count === 0) return `None of ${number(total)} rows`;
  if (count === total) return count === 1 ? '1 row' : `All ${number(total)} rows`;
  return `Rows ${number(offset + 1)} to ${number(offset + count)} of ${number(total)}`;
}

interface BarProps {
  readonly shown: Shown;
  readonly columns: readonly ColumnChoice[];
  readonly csv: string | undefined;
  /** Count of selected rows. */
  readonly selected: number;
  readonly clear: () => void;
  /** Acts on the selected rows. */
  readonly children: ReactNode;
}

/** What stands above a table. */
export const TableBar = ({ shown, columns, csv, selected, clear, children }: BarProps) => (
  <div className="table-bar">
    <span className="shown">{shownText(shown)}</span>
    {selected === 0 ? null : (
      <div className="bulk">
        <span role="status">{number(selected)} selected</span>
        {children}
        <button type="button" onClick={clear}>
          Clear
        </button>
      </div>
    )}
    {columns.length < 2 ? null : (
      <Pop label="Columns">
        {() =>
          columns.map(({ id, header, shown: isShown, show }) => (
            <label className="choice" key={id}>
              <input type="checkbox" checked={isShown} onChange={(event) => show(event.target.checked)} />
              {header}
            </label>
          ))
        }
      </Pop>
    )}
    {csv === undefined ? null : (
      <a href={csv} download className="button" title="These rows, on all pages, with the filter stated">
        CSV
      </a>
    )}
  </div>
);

interface PagingProps {
  readonly caption: string;
  readonly shown: Shown;
  readonly limit: number;
  /** Goes to a page by the number of rows before it. */
  readonly go: (offset: number) => void;
}

/** Goes from page to page, where there is more than one. */
export function Paging({ caption, shown: { offset, count, total }, limit, go }: PagingProps) {
  if (offset === 0 && count >= total) return null;
  const last = Math.max(0, Math.floor((total - 1) / limit) * limit);
  return (
    <nav className="paging" aria-label={`Pages of ${caption}`}>
      <button type="button" disabled={offset === 0} onClick={() => go(0)}>
        First
      </button>
      <button
        type="button"
        disabled={offset === 0}
        onClick={() => go(Math.min(last, Math.max(0, offset - limit)))}
      >
        Previous
      </button>
      <span>
        Page {number(Math.floor(offset / limit) + 1)} of {number(last / limit + 1)}
      </span>
      <button type="button" disabled={offset + count >= total} onClick={() => go(offset + limit)}>
        Next
      </button>
      <button type="button" disabled={offset + count >= total} onClick={() => go(last)}>
        Last
      </button>
    </nav>
  );
}
