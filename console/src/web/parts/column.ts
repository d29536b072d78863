import type { ReactNode } from 'react';
import type { Patch } from '../state/search.ts';

/** A column of a table. */
export interface Column<Row> {
  /** Name of the column in the address, and of what the server sorts by. */
  readonly id: string;
  readonly header: string;
  /** What the heading means, where it does not say so itself. */
  readonly hint?: string;
  readonly cell: (row: Row) => ReactNode;
  /** true: the server sorts by it. A function: all rows are at hand, and the table sorts by this value. */
  readonly sort?: true | ((row: Row) => number | string);
  readonly numeric?: boolean;
  /** The cell offers to show only rows that are like this one: what this does to the address. */
  readonly filter?: (row: Row) => Patch | undefined;
  /** Hidden until somebody asks for the column. */
  readonly hidden?: boolean;
}
