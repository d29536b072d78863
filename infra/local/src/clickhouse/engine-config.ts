import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { AnalystLimits } from '@ringtrace/platform/analyst-limits';
import type { ClickHouseCredentials } from '../credentials.ts';
import { type EngineReaders, quotasXml, readersXml } from '../rights/users-xml.ts';
import { analystProfile, CLOSED_TO_ALL, closed, HIDDEN_SYSTEM_TABLES } from './analyst-profile.ts';
import { type ClusterPlace, clusterXml } from './cluster-config.ts';
import { START_DATABASE } from './start-database.ts';

/** Share of the machine's memory that the engine may use; the rest is for the broker and the workers. */
const MEMORY_SHARE = 0.6;

/** Time after which idle connections are closed. Stopping the engine takes as long as they are open. */
const KEEP_ALIVE_S = 3;

/**
 * Most queries at the same time, as a server has by default and an embedded engine has not. Further ones get error code
 * 202.
 */
const CONCURRENT_QUERIES = 100;

/**
 * BACKUP and RESTORE send requests to any address before they check rights, and no setting turns them off. This text is
 * the value of a setting that must be true or false: both commands fail on it first, for every user, and show it as
 * error.
 */
const NO_BACKUPS = 'BACKUP and RESTORE are not available here';

/** Settings that an embedded engine turns on and a server does not. */
const SERVER_DEFAULTS =
  '<implicit_select>0</implicit_select><allow_introspection_functions>0</allow_introspection_functions>';

/**
 * Uses of an expression, an aggregation or a sort order after which the engine compiles it. To compile takes longer than some ten
 * uses of few rows: with the default of 3, a new engine spent a sixth of its CPU in its first 15 rounds of detection on it. What runs
 * each second is compiled within minutes all the same.
 */
const USES_BEFORE_COMPILING = 100;

const LATE_COMPILING = ['expression', 'aggregate_expression', 'sort_description']
  .map((what) => `min_count_to_compile_${what}`)
  .map((name) => `<${name}>${USES_BEFORE_COMPILING}</${name}>`)
  .join('');

/**
 * SQL functions that hide the engine's functions of the same name: the engine finds user-defined functions first. The
 * hidden ones are unsafe. In an embedded engine the scalar function `file()` reads any file of the machine without a
 * grant. `formatRow` writes in any format with the `SETTINGS` of a subquery, which the engine does not check: these can
 * name any file as schema, or a schema registry at any address.
 */
export const SHADOWED_FUNCTIONS = {
  file: shadow('file', ['path']),
  formatRow: shadow('formatRow', ['format', 'value']),
  formatRowNoNewline: shadow('formatRowNoNewline', ['format', 'value']),
};

function shadow(name: string, parameters: string[]): string {
  const refusal = `CAST(throwIf(true, '${name}() is not available here'), 'String')`;
  return `CREATE FUNCTION ${name} AS (${parameters.join(', ')}) -> ${refusal}\n`;
}

/** Every how many ms the logs below are written. To write and merge them costs CPU of its own. */
const LOG_FLUSH_MS = 20_000;

/** CPU and memory of every statement and of every merge of parts. `SYSTEM FLUSH LOGS` has them written at once. */
const QUERY_LOG = `<query_log>
    <database>system</database><table>query_log</table><flush_interval_milliseconds>${LOG_FLUSH_MS}</flush_interval_milliseconds>
  </query_log>
  <part_log>
    <database>system</database><table>part_log</table><flush_interval_milliseconds>${LOG_FLUSH_MS}</flush_interval_milliseconds>
  </part_log>`;

interface ServerOptions {
  /** Keeps a log of queries. */
  readonly queryLog?: boolean | undefined;
  readonly cluster?: ClusterPlace | undefined;
  /** A second disk for old parts. */
  readonly coldDir?: string | undefined;
}

/** The policy of docs/scaling.md, with a folder in the place of the object storage. A server gets the same from its own files. */
const tiersXml = (coldDir: string) => `<storage_configuration>
    <disks><cold><type>local</type><path>${escapeXml(`${coldDir}/`)}</path></cold></disks>
    <policies><tiered><volumes>
      <default><disk>default</disk></default>
      <cold><disk>cold</disk></cold>
    </volumes></tiered></policies>
  </storage_configuration>`;

/** Server configuration of the embedded engine: the text of ClickHouse's `config.xml`. */
export function serverConfig(
  usersFile: string,
  { queryLog = false, cluster, coldDir }: ServerOptions = {},
): string {
  return `<clickhouse>
  <users_config>${escapeXml(usersFile)}</users_config>
  <display_name>ringtrace</display_name>
  <default_database>${START_DATABASE}</default_database>
  <max_server_memory_usage_to_ram_ratio>${MEMORY_SHARE}</max_server_memory_usage_to_ram_ratio>
  <background_pool_size>${Math.max(2, availableParallelism())}</background_pool_size>
  <backups><allow_concurrent_backups>${NO_BACKUPS}</allow_concurrent_backups></backups>
  <keep_alive_timeout>${KEEP_ALIVE_S}</keep_alive_timeout>
  ${queryLog ? QUERY_LOG : ''}
  ${cluster === undefined ? '' : clusterXml(cluster)}
  ${coldDir === undefined ? '' : tiersXml(coldDir)}
</clickhouse>
`;
}

/**
 * Users of the embedded engine: the text of ClickHouse's `users.xml`. It has only hashes of passwords.
 *
 * The engine itself starts as the user `default`, which can't have a password. This user may have one session only. The
 * engine uses that session as long as it runs, so nobody else can log in as `default`.
 */
export function usersConfig(
  credentials: ClickHouseCredentials,
  limits: AnalystLimits,
  readers?: EngineReaders,
): string {
  const { readWrite, readOnly } = credentials;
  refuseSameNames([readWrite.user, readOnly.user], readers);
  return `<clickhouse>
  <profiles>
    <default>
      ${SERVER_DEFAULTS}
      ${LATE_COMPILING}
      <cancel_http_readonly_queries_on_client_close>1</cancel_http_readonly_queries_on_client_close>
      <max_concurrent_queries_for_user>${CONCURRENT_QUERIES}</max_concurrent_queries_for_user>
      <constraints>
        ${closed(CLOSED_TO_ALL)}
      </constraints>
    </default>
    <engine><profile>default</profile><max_sessions_for_user>1</max_sessions_for_user></engine>
    ${analystProfile(limits)}
  </profiles>
  <quotas>
    <default/>
    ${quotasXml()}
  </quotas>
  <users>
    <default>
      <password/>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>engine</profile><quota>default</quota>
      <grants>
        <query>GRANT SYSTEM LISTEN ON *.*</query>
        <query>GRANT CREATE DATABASE ON default.*</query>
        <query>GRANT DROP DATABASE ON ${START_DATABASE}.*</query>
        <query>GRANT READ, WRITE ON FILE</query>
        <query>GRANT CREATE TEMPORARY TABLE ON *.*</query>
      </grants>
    </default>
    <${readWrite.user}>
      ${login(readWrite.password)}
      <profile>default</profile><quota>default</quota>
      <default_database>default</default_database>
      <access_management>1</access_management>
      <named_collection_control>1</named_collection_control>
    </${readWrite.user}>
    <${readOnly.user}>
      ${login(readOnly.password)}
      <profile>analyst</profile><quota>default</quota>
      <default_database>default</default_database>
      <grants>
        <query>GRANT SELECT, SHOW, dictGet ON *.*</query>
        ${HIDDEN_SYSTEM_TABLES.map((name) => `<query>REVOKE SELECT ON system.${name}</query>`).join('')}
      </grants>
    </${readOnly.user}>
    ${readers === undefined ? '' : readersXml(readers)}
  </users>
</clickhouse>
`;
}

/** The engine would take one of two users with one name. */
function refuseSameNames(ours: readonly string[], readers: EngineReaders | undefined): void {
  const twice = readers?.readers.find(({ name }) => ours.includes(name));
  if (twice !== undefined)
    throw new Error(
      `credentials.json and readers.json both have a user '${twice.name}': run 'ringtrace reader remove ${twice.name}'`,
    );
}

function login(password: string): string {
  const hash = createHash('sha256').update(password).digest('hex');
  return `<password_sha256_hex>${hash}</password_sha256_hex><networks><ip>::/0</ip></networks>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
