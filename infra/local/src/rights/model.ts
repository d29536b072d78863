import { tables } from '@ringtrace/schemas/tables/all';
import { maskedSelect, maskedViews, withoutFiltersOfReaders } from './masked-views.ts';
import { carrierDatabase, maskedDatabase, quoted, type Reader, type ReaderRole } from './names.ts';

/**
 * The one model of who may read what of the store. `users-xml.ts` makes users of the embedded engine of it, `server-sql.ts` the
 * statements for a server, and `make-views.ts` the views.
 *
 * Analysts and carriers have no right on any table. They read views of a database of their own. Each such database has an owner: a
 * user that nobody can log in as. Its views read with the owner's rights (SQL SECURITY DEFINER). The owner of a carrier's views
 * sees that carrier's rows alone, by row policies. Why so: docs/decisions/one-model-of-rights.md.
 */

/** A view of a database for readers. */
interface ReaderView {
  readonly name: string;
  readonly select: string;
}

/** Rows of a table that a user sees. */
export interface RowPolicy {
  readonly table: string;
  /** SQL condition. */
  readonly filter: string;
}

/** A user that nobody can log in as: it lends its rights to the views of the database of its name. */
export interface ViewOwner {
  readonly name: string;
  readonly database: string;
  readonly grants: readonly string[];
  readonly policies: readonly RowPolicy[];
  readonly views: readonly ReaderView[];
}

/** What a reader may select, as `GRANT` and `REVOKE` without the user. */
export interface Rights {
  /** The database in which a reader's queries begin. */
  readonly database: string;
  readonly grants: readonly string[];
  readonly revokes: readonly string[];
}

/** How much a reader may ask in an hour. */
export interface Quota {
  readonly queries: number;
  /** s, of all queries together. */
  readonly execution_time: number;
}

/** An hour's queries of each reader. Those of a carrier are people outside of the group. */
export const quotaOf = (role: ReaderRole): Quota =>
  role === 'carrier'
    ? { queries: 1_000, execution_time: 1_800 }
    : { queries: 20_000, execution_time: 14_400 };

/** The log of casework, legal demands, and what was disclosed for them. Leads and auditors answer for these. */
const forLeadsAlone = ['case_events', 'demands', 'packages'];

/** What a carrier reads of its own, and the tables behind it. Each of these tables has the column `carrier`. */
export const carrierViews = ['cdr', 'batches', 'dead_letters', 'arrivals', 'source_minutes', 'busy_numbers'];
export const carrierTables = [
  'cdr_store',
  'batches',
  'dead_letters',
  'arrivals',
  'source_minutes_store',
  'busy_numbers_store',
  'builds',
];

export function rightsOf({ role, carrier }: Pick<Reader, 'role' | 'carrier'>, database: string): Rights {
  const whole = (of: string) => ({ database: of, grants: [`SELECT ON ${quoted(of)}.*`], revokes: [] });
  if (role === 'analyst') return whole(maskedDatabase(database));
  if (role === 'carrier') return whole(carrierDatabase(database, carrier));
  if (role === 'lead') return whole(database);
  const objects = forLeadsAlone.flatMap((name) => [
    name,
    `${name}_store`,
    `${name}_store_local`,
    `${name}_as_of`,
  ]);
  return {
    ...whole(database),
    revokes: objects.map((name) => `SELECT ON ${quoted(database)}.${name}`),
  };
}

/** Views that dashboards read, and the tables behind them. */
const dashboardViews = ['requests', 'cases', 'campaigns', 'traceback_candidates'];
const dashboardTables = [
  'batches',
  'dead_letters',
  'requests_store',
  'cases_store',
  'campaigns_store',
  'traceback_candidates_store',
  'verdicts_store',
  'dismissed_callers_store',
];

/**
 * What dashboards may select. Whoever may look at a dashboard can send SQL of their own as its user, and no log has that. So the
 * user reads no column that masked views mask or leave out, and no log of casework. A view reads with the rights of who asks, so
 * the columns of its tables decide. `_local` is a table's part on one shard of a cluster.
 */
export function dashboardGrants(database: string): string[] {
  const columns = dashboardTables.flatMap((name) => {
    const view = maskedViews.find((one) => one.view === name.replace(/_store$/, ''));
    const closed = [...(view?.masked ?? []), ...(view?.without ?? [])];
    const of = Object.keys(tables.find((table) => table.name === name)?.columns ?? {});
    const open = of.filter((column) => view !== undefined && !closed.includes(column)).join(', ');
    return [name, `${name}_local`].map((table) => `SELECT(${open}) ON ${database}.${table}`);
  });
  return [...dashboardViews.map((view) => `SELECT ON ${database}.${view}`), ...columns];
}

const maskedOwner = (database: string): ViewOwner => ({
  name: ownerName(maskedDatabase(database)),
  database: maskedDatabase(database),
  grants: [`SELECT ON ${quoted(database)}.*`],
  policies: [],
  views: maskedViews.map((view) => ({ name: view.view, select: maskedSelect(view, database) })),
});

const carrierOwner = (database: string, carrier: string): ViewOwner => ({
  name: ownerName(carrierDatabase(database, carrier)),
  database: carrierDatabase(database, carrier),
  grants: [...new Set([...carrierViews, ...carrierTables])].map(
    (name) => `SELECT ON ${quoted(database)}.${name}`,
  ),
  policies: carrierTables.map((table) => ({ table, filter: `carrier = '${carrier}'` })),
  views: carrierViews.map((name) => ({
    name,
    select: `SELECT * FROM ${quoted(database)}.${name} ${withoutFiltersOfReaders}`,
  })),
});

const ownerName = (database: string) =>
  database.startsWith('ringtrace_') ? database : `ringtrace_${database}`;

/** The owners of views that these readers need. */
export function ownersFor(readers: readonly Reader[], database: string): ViewOwner[] {
  const carriers = new Set(readers.flatMap(({ role, carrier }) => (role === 'carrier' ? [carrier] : [])));
  return [
    ...(readers.some(({ role }) => role === 'analyst') ? [maskedOwner(database)] : []),
    ...[...carriers].toSorted().map((carrier) => carrierOwner(database, carrier)),
  ];
}

/** The statements that make the databases and views of owners, which must exist. They can be repeated. */
export const viewStatements = (owners: readonly ViewOwner[]): string[] =>
  owners.flatMap(({ name, database, views }) => [
    `CREATE DATABASE IF NOT EXISTS ${quoted(database)}`,
    ...views.map(
      (view) =>
        `CREATE OR REPLACE VIEW ${quoted(database)}.${view.name} DEFINER = ${quoted(name)} SQL SECURITY DEFINER AS ${view.select}`,
    ),
  ]);
