import { analystBounds } from '@ringtrace/local/clickhouse/analyst-profile';
import { dashboardGrants, quotaOf, rightsOf } from '@ringtrace/local/rights/model';
import {
  serverConstants,
  serverLimits,
  tableEngines,
  workerRights,
} from '@ringtrace/local/rights/server-sql';
import { analystLimits } from '@ringtrace/platform/analyst-limits';

const database = 'ringtrace';

/** What the tables of a cluster need beside those of one server. */
const clusterEngines = [
  'ReplicatedMergeTree',
  'ReplicatedReplacingMergeTree',
  'ReplicatedSummingMergeTree',
  'Distributed',
  'KeeperMap',
];

const workerGrants = [
  `${workerRights.join(', ')} ON ${database}.*`,
  'SELECT ON system.*',
  'CREATE TEMPORARY TABLE ON *.*',
  'READ, WRITE ON REMOTE',
  ...[...tableEngines, ...clusterEngines].map((engine) => `TABLE ENGINE ON ${engine}`),
];

/** The file is written on one machine and read on another, so it holds no share of this one. For a server with 16 GB and 4 cores. */
const memory = { value: 4_000_000_000, min: 1, max: 8_000_000_000 };
const bounds = {
  ...analystBounds(analystLimits.parse({ threads: 4 })),
  max_memory_usage: memory,
  max_memory_usage_for_user: { value: memory.max, min: 1, max: memory.max },
};

const element = (name: string, content: string | number) => `<${name}>${content}</${name}>`;
const lines = (indent: number, list: readonly string[]) => list.join(`\n${' '.repeat(indent)}`);
const grants = (list: readonly string[]) =>
  lines(
    8,
    list.map((one) => `<query>GRANT ${one}</query>`),
  );

const limited = Object.entries(bounds).filter(([name]) => serverLimits.includes(name));
const constants = Object.entries(serverConstants);
const analystValues = [
  ...limited.flatMap(([name, { value }]) => (value === undefined ? [] : [element(name, value)])),
  ...constants.map(([name, value]) => element(name, value)),
];
const analystConstraints = [
  ...limited.map(([name, { min, max }]) => element(name, element('min', min) + element('max', max))),
  ...constants.map(([name]) => element(name, '<readonly/>')),
];
const quota = quotaOf('analyst');
/** The console shows called numbers in full to whoever has the right, and logs each query of people. It shows no log by SQL. */
const ofConsole = rightsOf({ role: 'tracer', carrier: '' }, database);

const reader = (name: string, password: string, statements: string) => `<${name}>
      <password from_env="${password}"/>
      <networks><ip>::/0</ip></networks>
      <profile>analyst</profile>
      <quota>analyst</quota>
      <default_database>${database}</default_database>
      <grants>
        ${statements}
      </grants>
    </${name}>`;
const queries = (list: readonly string[]) =>
  lines(
    8,
    list.map((one) => `<query>${one}</query>`),
  );

/**
 * The users of the ClickHouse servers of the compose files, by the model of rights. `ringtrace` are our own processes, which make and
 * keep the store. As `analyst`, the console sends SQL of people. `grafana` reads for dashboards. Passwords are variables of the
 * server's container. `default` may do all, and comes from within the container only.
 */
export const clickhouseUsers = `<!-- Written by 'npm run docs' from the model of rights (infra/local/src/rights). For each ClickHouse server of both compose
     files: users.d/ringtrace.xml. -->
<clickhouse>
  <profiles>
    <ringtrace>
      <cancel_http_readonly_queries_on_client_close>1</cancel_http_readonly_queries_on_client_close>
    </ringtrace>
    <analyst>
      <readonly>2</readonly>
      ${lines(6, analystValues)}
      <constraints>
        ${lines(8, analystConstraints)}
      </constraints>
    </analyst>
  </profiles>
  <quotas>
    <analyst>
      <interval>
        <duration>3600</duration>
        <queries>${quota.queries}</queries>
        <execution_time>${quota.execution_time}</execution_time>
      </interval>
    </analyst>
  </quotas>
  <users>
    <default>
      <password replace="replace"/>
      <networks replace="replace"><ip>127.0.0.1</ip><ip>::1</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
      <access_management>1</access_management>
      <named_collection_control>1</named_collection_control>
    </default>
    <ringtrace>
      <password from_env="CLICKHOUSE_PASSWORD"/>
      <networks><ip>::/0</ip></networks>
      <profile>ringtrace</profile>
      <quota>default</quota>
      <grants>
        ${grants(workerGrants)}
      </grants>
    </ringtrace>
    ${reader(
      'analyst',
      'CLICKHOUSE_ANALYST_PASSWORD',
      queries([
        ...ofConsole.grants.map((one) => `GRANT ${one}`),
        `GRANT SHOW ON ${database}.*`,
        ...ofConsole.revokes.map((one) => `REVOKE ${one}`),
      ]),
    )}
    ${reader(
      'grafana',
      'CLICKHOUSE_GRAFANA_PASSWORD',
      queries(dashboardGrants(database).map((one) => `GRANT ${one}`)),
    )}
  </users>
</clickhouse>
`;
