import { describe, expect, it } from 'vitest';
import { rendered } from '../rendered.fixture.tsx';
import { addresses } from '../state/addresses.ts';
import { type Column, DataTable } from './table.tsx';
import { shownText } from './table-bar.tsx';
import { rowAfter } from './table-keys.ts';

interface Row {
  readonly id: string;
  readonly calls: number;
}

const rows: readonly Row[] = [
  { id: 'a', calls: 9 },
  { id: 'b', calls: 100 },
  { id: 'c', calls: 20 },
];
const columns: readonly Column<Row>[] = [
  { id: 'id', header: 'Name', cell: ({ id }) => id },
  {
    id: 'calls',
    header: 'Calls',
    numeric: true,
    sort: ({ calls }) => calls,
    cell: ({ calls }) => calls,
    filter: ({ calls }) => (calls > 9 ? { calls } : undefined),
  },
  { id: 'note', header: 'Note', hidden: true, cell: () => 'a note' },
];

const table = (more: Partial<Parameters<typeof DataTable<Row>>[0]> = {}) => (
  <DataTable caption="Things" rows={rows} columns={columns} rowKey={({ id }) => id} {...more} />
);
const order = (html: string) => [...html.matchAll(/data-row="(\w)"/g)].map(([, id]) => id);

describe('a table', () => {
  it('has heads of columns, a caption, and says how many rows it shows', async () => {
    const html = await rendered(table());
    expect(html).toContain('<caption class="sr-only">Things</caption>');
    expect(html.match(/<th scope="col"/g)).toHaveLength(2);
    expect(html).toContain('All 3 rows');
    expect(html).not.toContain('a note');
    expect(order(html)).toEqual(['a', 'b', 'c']);
  });

  it('sorts rows that are all at hand, as the address says', async () => {
    const html = await rendered(table(), { at: '/?sort=-calls' });
    expect(order(html)).toEqual(['b', 'c', 'a']);
    expect(html).toContain('aria-sort="descending"');
    expect(order(await rendered(table(), { at: '/?sort=calls' }))).toEqual(['a', 'c', 'b']);
  });

  it('leaves the order to the server where the server sorts', async () => {
    const byServer = columns.map((column) =>
      column.id === 'calls' ? { ...column, sort: true as const } : column,
    );
    const html = await rendered(table({ columns: byServer }), { at: '/?sort=-calls' });
    expect(order(html)).toEqual(['a', 'b', 'c']);
    expect(html).toContain('aria-sort="descending"');
  });

  it('shows the columns of the address', async () => {
    const html = await rendered(table(), { at: '/?cols=calls,note' });
    expect(html).toContain('a note');
    expect(html).not.toContain('Name</th>');
  });

  it('has an order, page and columns of its own where it is the second of a page', async () => {
    const html = await rendered(table({ name: 'legs' }), { at: '/?sort=-calls&legs.sort=calls&cols=note' });
    expect(order(html)).toEqual(['a', 'c', 'b']);
    expect(html).toContain('Name');
  });

  it('links each row from its first cell, and offers filters where a cell has one', async () => {
    const html = await rendered(table({ rowLink: ({ id }) => addresses.case(id) }));
    expect(html).toMatch(/<a[^>]*href="\/cases\/b"[^>]*>b<\/a>/);
    expect(html.match(/aria-label="Only this: Calls"/g)).toHaveLength(2);
  });

  it('lets Tab reach one row, and its buttons alone', async () => {
    const html = await rendered(table());
    expect(html.match(/<tr data-row="\w" tabindex="0"/g)).toEqual(['<tr data-row="a" tabindex="0"']);
    expect(html.match(/<button[^>]*class="only" tabindex="-1"/g)).toHaveLength(2);
  });

  it('shows what is selected, also on other pages, and what can be done with it', async () => {
    const html = await rendered(
      table({
        selectable: true,
        selected: new Set(['b', 'elsewhere']),
        bulk: <button type="button">Dismiss</button>,
      }),
    );
    expect(html).toContain('2 selected');
    expect(html).toContain('Dismiss');
    expect(html).toMatch(/aria-label="Select b" checked=""/);
    expect(html).not.toMatch(/aria-label="Select a" checked=""/);
  });

  it('goes from page to page, and says what to do where nothing is found', async () => {
    const paged = await rendered(table({ total: 2_345 }), { at: '/?offset=200' });
    expect(paged).toContain('Rows 201 to 203 of 2,345');
    expect(paged).toContain('Page 3 of 24');
    const empty = await rendered(table({ rows: [], emptyText: 'Take the filter away.' }));
    expect(empty).toContain('Take the filter away.');
    expect(empty).not.toContain('Page 1');
  });

  it('links its CSV file', async () => {
    expect(await rendered(table({ csv: '/api/v1/console/x.csv?a=1&b=2' }))).toContain(
      'href="/api/v1/console/x.csv?a=1&amp;b=2"',
    );
  });
});

describe('the count of rows', () => {
  it.each([
    [{ offset: 0, count: 0, total: 0 }, 'No rows'],
    [{ offset: 0, count: 1, total: 1 }, '1 row'],
    [{ offset: 0, count: 100, total: 2_345 }, 'Rows 1 to 100 of 2,345'],
    [{ offset: 900, count: 0, total: 12 }, 'None of 12 rows'],
  ])('of %j is %s', (shown, text) => {
    expect(shownText(shown)).toBe(text);
  });
});

describe('the next row', () => {
  it('is the first, then one further, and stops at the ends', () => {
    const keys = ['a', 'b', 'c'];
    expect(rowAfter(keys, undefined, 1)).toBe('a');
    expect(rowAfter(keys, 'gone', -1)).toBe('a');
    expect(rowAfter(keys, 'a', 1)).toBe('b');
    expect(rowAfter(keys, 'c', 1)).toBe('c');
    expect(rowAfter(keys, 'a', -1)).toBe('a');
    expect(rowAfter([], undefined, 1)).toBeUndefined();
  });
});
