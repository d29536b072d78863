import type { ReactNode } from 'react';

export interface HeadCell {
  readonly id: string;
  readonly header: string;
  readonly hint: string | undefined;
  readonly numeric: boolean;
  readonly long: boolean;
  /** Cells of this column may have a filter, which takes room. */
  readonly filters: boolean;
  readonly sorted: 'ascending' | 'descending' | undefined;
  readonly onSort?: () => void;
}

/** Class of a column's head and cells, so that both stand in one line. */
export const cellClass = ({
  numeric,
  long,
  filters,
}: Pick<HeadCell, 'numeric' | 'long' | 'filters'>): string =>
  [numeric ? 'numeric' : '', long ? 'long' : '', filters ? 'has-filter' : ''].filter(Boolean).join(' ');

const marks = { ascending: '▲', descending: '▼' } as const;

/** The heads of a table's columns; `children` is the cell before them. */
export const Head = ({
  cells,
  children,
}: {
  readonly cells: readonly HeadCell[];
  readonly children: ReactNode;
}) => (
  <thead>
    <tr>
      {children}
      {cells.map(({ id, header, hint, numeric, long, filters, sorted, onSort }) => (
        <th
          key={id}
          scope="col"
          className={cellClass({ numeric, long, filters })}
          title={hint}
          aria-sort={sorted}
        >
          {onSort === undefined ? (
            header
          ) : (
            <button type="button" className="sort" onClick={onSort}>
              {header}
              <span className={sorted === undefined ? 'sort-mark faint' : 'sort-mark'} aria-hidden="true">
                {sorted === undefined ? '⇅' : marks[sorted]}
              </span>
            </button>
          )}
        </th>
      ))}
    </tr>
  </thead>
);

interface SelectAllProps {
  readonly all: boolean;
  readonly some: boolean;
  readonly toggle: (event: unknown) => void;
}

/** Selects the rows of the page, or none. */
export const SelectAll = ({ all, some, toggle }: SelectAllProps) => (
  <th scope="col" className="select">
    <input
      type="checkbox"
      aria-label="Select all rows of this page"
      checked={all}
      ref={(box) => {
        if (box !== null) box.indeterminate = some && !all;
      }}
      onChange={toggle}
    />
  </th>
);
