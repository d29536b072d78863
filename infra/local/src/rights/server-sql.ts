import type { AnalystLimits } from '@ringtrace/platform/analyst-limits';
import { analystBounds } from '../clickhouse/analyst-profile.ts';
import { ownersFor, quotaOf, rightsOf, type ViewOwner, viewStatements } from './model.ts';
import { quoted, type Reader, readerRoles } from './names.ts';

/**
 * What our own processes do in the database: they make, change and sweep tables, and read and write rows. On a cluster, retention waits
 * until replicas have all rows.
 */
export const workerRights = [
  'SELECT',
  'INSERT',
  'ALTER TABLE',
  'ALTER VIEW',
  'CREATE DATABASE',
  'CREATE TABLE',
  'CREATE VIEW',
  'DROP TABLE',
  'DROP VIEW',
  'TRUNCATE',
  'OPTIMIZE',
  'SYSTEM SYNC REPLICA',
] as const;

/** Engines of the store's tables, where a server asks for a right on each. */
export const tableEngines = ['MergeTree', 'ReplacingMergeTree', 'SummingMergeTree', 'Memory'];

/**
 * Limits that a server has for readers. A server asks for a grant before it opens files and addresses, so fewer settings are
 * closed than in the embedded engine. Settings that only some versions of the server know are left out.
 */
export const serverLimits = [
  'max_execution_time',
  'max_memory_usage',
  'max_memory_usage_for_user',
  'max_threads',
  'max_result_rows',
  'max_result_bytes',
  'max_concurrent_queries_for_user',
  'max_temporary_data_on_disk_size_for_user',
  'max_untracked_memory',
];
export const serverConstants = {
  timeout_overflow_mode: 'throw',
  cancel_http_readonly_queries_on_client_close: 1,
  compatibility: '',
  format_avro_schema_registry_url: '',
  format_schema: '',
  format_template_row: '',
  format_template_resultset: '',
  output_format_schema: '',
  input_format_record_errors_file_path: '',
} as const;

function profile(name: string, limits: AnalystLimits): string {
  const bounds = Object.entries(analystBounds(limits)).flatMap(([setting, { value, min, max }]) => {
    if (!serverLimits.includes(setting)) return [];
    return [`${setting}${value === undefined ? '' : ` = ${value}`} MIN ${min} MAX ${max}`];
  });
  const constants = Object.entries(serverConstants).map(
    ([setting, value]) => `${setting} = ${typeof value === 'number' ? value : `'${value}'`} CONST`,
  );
  const settings = ['readonly = 2', ...bounds, ...constants];
  return `CREATE SETTINGS PROFILE IF NOT EXISTS ${quoted(name)} SETTINGS\n  ${settings.join(',\n  ')}`;
}

/** No host may log in as the owner of views. */
const ownerStatements = ({ name, grants, policies }: ViewOwner, database: string) => [
  `CREATE USER IF NOT EXISTS ${quoted(name)} HOST NONE`,
  ...grants.map((one) => `GRANT ${one} TO ${quoted(name)}`),
  ...policies.map(
    ({ table, filter }) =>
      `CREATE ROW POLICY OR REPLACE ${quoted(name)} ON ${quoted(database)}.${table} FOR SELECT USING ${filter} TO ${quoted(name)}`,
  ),
];

/** Readers with the same role and carrier have one role of the server. */
const roleName = ({ role, carrier }: Reader, database: string) =>
  role === 'carrier' ? `${rightsOf({ role, carrier }, database).database}_reader` : `${database}_${role}`;

function roleStatements(reader: Reader, database: string): string[] {
  const role = quoted(roleName(reader, database));
  const { grants, revokes } = rightsOf(reader, database);
  return [
    `CREATE ROLE IF NOT EXISTS ${role} SETTINGS PROFILE ${quoted(profileName(database))}`,
    ...grants.map((one) => `GRANT ${one} TO ${role}`),
    ...revokes.map((one) => `REVOKE ${one} FROM ${role}`),
  ];
}

const profileName = (database: string) => `${database}_reader`;

function quotaStatements(readers: readonly Reader[], database: string): string[] {
  return readerRoles.flatMap((role) => {
    const roles = new Set(readers.filter((one) => one.role === role).map((one) => roleName(one, database)));
    if (roles.size === 0) return [];
    const { queries, execution_time } = quotaOf(role);
    return [
      `CREATE QUOTA OR REPLACE ${quoted(`${database}_${role}`)} KEYED BY user_name FOR INTERVAL 1 hour MAX queries = ${queries}, execution_time = ${execution_time} TO ${[...roles].map(quoted).join(', ')}`,
    ];
  });
}

function userStatements(reader: Reader, database: string): string[] {
  const { database: start } = rightsOf(reader, database);
  const role = quoted(roleName(reader, database));
  return [
    `CREATE USER IF NOT EXISTS ${quoted(reader.name)} IDENTIFIED WITH sha256_hash BY '${reader.sha256}' DEFAULT DATABASE ${quoted(start)}`,
    `GRANT ${role} TO ${quoted(reader.name)}`,
    `SET DEFAULT ROLE ${role} TO ${quoted(reader.name)}`,
  ];
}

/**
 * The rights as statements for a ClickHouse server: a role for our own processes, then owners, views, roles, quotas and users
 * for the readers. They can be repeated, and are run by somebody with ACCESS MANAGEMENT after `ringtrace migrate`.
 */
export function serverStatements(
  readers: readonly Reader[],
  database: string,
  limits: AnalystLimits,
): string[] {
  const worker = quoted(`${database}_worker`);
  const owners = ownersFor(readers, database);
  const roles = new Map(readers.map((one) => [roleName(one, database), one]));
  return [
    `CREATE DATABASE IF NOT EXISTS ${quoted(database)}`,
    `CREATE ROLE IF NOT EXISTS ${worker}`,
    `GRANT ${workerRights.join(', ')} ON ${quoted(database)}.* TO ${worker}`,
    `GRANT SELECT ON system.* TO ${worker}`,
    `GRANT CREATE TEMPORARY TABLE ON *.* TO ${worker}`,
    ...tableEngines.map((engine) => `GRANT TABLE ENGINE ON ${engine} TO ${worker}`),
    profile(profileName(database), limits),
    ...owners.flatMap((owner) => ownerStatements(owner, database)),
    ...viewStatements(owners),
    ...[...roles.values()].flatMap((one) => roleStatements(one, database)),
    ...quotaStatements(readers, database),
    ...readers.flatMap((one) => userStatements(one, database)),
  ];
}
