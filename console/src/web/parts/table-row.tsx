import type { ReactNode } from 'react';
import type { PageAddress } from '../state/addresses.ts';
import { PageLink } from './link.tsx';
import { cellClass } from './table-head.tsx';

export interface BodyCell {
  readonly id: string;
  readonly header: string;
  readonly numeric: boolean;
  readonly long: boolean;
  /** Cells of this column may have a filter. */
  readonly filters: boolean;
  readonly content: ReactNode;
  /** Shows only rows that are like this one. */
  readonly only?: () => void;
}

interface Props {
  readonly id: string;
  readonly link: PageAddress | undefined;
  readonly cells: readonly BodyCell[];
  /** The row that Tab leads to. Only its buttons can be reached by Tab: else each cell of the table would be a stop. */
  readonly current: boolean;
  readonly onCurrent: (id: string) => void;
  readonly select?: {
    readonly name: string;
    readonly selected: boolean;
    readonly toggle: (event: unknown) => void;
  };
}

/** One row of a table. */
export const TableRow = ({ id, link, cells, current, onCurrent, select }: Props) => (
  <tr
    data-row={id}
    tabIndex={current ? 0 : -1}
    className={select?.selected === true ? 'selected' : undefined}
    onFocus={() => onCurrent(id)}
  >
    {select === undefined ? null : (
      <td className="select">
        <input
          type="checkbox"
          aria-label={`Select ${select.name}`}
          checked={select.selected}
          onChange={() => {}}
          // A click, unlike a change, tells whether Shift was held: it selects all rows up to this one.
          onClick={select.toggle}
        />
      </td>
    )}
    {cells.map(({ id: column, header, numeric, long, filters, content, only }, i) => (
      <td key={column} className={cellClass({ numeric, long, filters })}>
        {i === 0 && link !== undefined ? (
          <PageLink to={link} rowLink>
            {content}
          </PageLink>
        ) : (
          content
        )}
        {only === undefined ? null : (
          <button
            type="button"
            className="only"
            tabIndex={current ? 0 : -1}
            title={`Only this: ${header}`}
            aria-label={`Only this: ${header}`}
            onClick={only}
          >
            <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
              <path d="M1 1.5h10L7 6.5v4l-2-1v-3z" fill="none" stroke="currentColor" strokeWidth="1.2" />
            </svg>
          </button>
        )}
      </td>
    ))}
  </tr>
);
