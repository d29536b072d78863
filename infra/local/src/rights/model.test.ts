import { tables, views } from '@ringtrace/schemas/tables/all';
import { expect, it } from 'vitest';
import { maskedViews } from './masked-views.ts';
import { carrierTables, ownersFor, rightsOf } from './model.ts';
import { type Reader, readerRoles } from './names.ts';

const reader = (role: Reader['role'], carrier = ''): Reader => ({
  name: `${role}-${carrier}`,
  role,
  carrier,
  sha256: 'a'.repeat(64),
  added_at: 0,
});

it.each(carrierTables)('%s, which carriers read through views, has the column carrier', (name) => {
  expect(Object.keys(tables.find((table) => table.name === name)?.columns ?? {})).toContain('carrier');
});

it('gives analysts and carriers a right on the views of their own database alone', () => {
  expect(rightsOf(reader('analyst'), 'store').grants).toEqual(['SELECT ON `store_masked`.*']);
  expect(rightsOf(reader('carrier', 'north'), 'store').grants).toEqual(['SELECT ON `store_of_north`.*']);
});

it('makes an owner for each carrier once, and none where nobody needs it', () => {
  const names = (readers: Reader[]) => ownersFor(readers, 'ringtrace').map(({ name }) => name);
  expect(names([reader('lead'), reader('tracer')])).toEqual([]);
  expect(names([reader('carrier', 'b'), reader('carrier', 'a'), reader('carrier', 'b')])).toEqual([
    'ringtrace_of_a',
    'ringtrace_of_b',
  ]);
});

it('gives owners names that no reader can have, whatever the name of the store is', () => {
  const owners = ownersFor(
    readerRoles.map((role) => reader(role, role === 'carrier' ? 'north' : '')),
    'store',
  );
  expect(owners.map(({ name }) => name)).toEqual(['ringtrace_store_masked', 'ringtrace_store_of_north']);
});

it('masks views and tables that the store has', () => {
  const known = new Set([...views, ...tables].map(({ name }) => name));
  expect(maskedViews.filter(({ view }) => !known.has(view))).toEqual([]);
});
