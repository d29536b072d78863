import type { ReactNode } from 'react';
import type { Patch } from '../state/search.ts';

/** Columns that the server sorts a list by; `L` is what defineList has made. */
export type SortOf<L extends { readonly sorts: readonly string[] }> = L['sorts'][number];

/** A column of a table. `Sort` names the columns that the server sorts by: no other one may say `sort: true`. */
export type Column<Row, Sort extends string = never> = Described<Row> & Sorted<Row, Sort>;

type Sorted<Row, Sort extends string> =
  | {
      /** Name of the column in the address, and of what the server sorts by. */
      readonly id: Sort;
      /** The server sorts by it. */
      readonly sort: true;
    }
  | {
      /** Name of the column in the address. */
      readonly id: string;
      /** All rows are at hand, and the table sorts by this value. */
      readonly sort?: (row: Row) => number | string;
    };

interface Described<Row> {
  readonly header: string;
  /** What the heading means, where it does not say so itself. */
  readonly hint?: string;
  readonly cell: (row: Row) => ReactNode;
  readonly numeric?: boolean;
  /** Cells hold a sentence or so: the column is wide enough to read it, and takes what room there is. */
  readonly long?: boolean;
  /** The cell offers to show only rows that are like this one: what this does to the address. */
  readonly filter?: (row: Row) => Patch | undefined;
  /** Hidden until somebody asks for the column. */
  readonly hidden?: boolean;
}
