import { tables } from '@ringtrace/schemas/tables/all';

/** Which nodes of a cluster run a statement. Changes of a replicated table reach its other replicas by themselves, but settings do not. */
interface Place {
  readonly shards: 'all' | 'first';
  readonly replicas: 'all' | 'one';
}

/** A migration's statement as a cluster runs it. */
export interface ClusterStatement extends Place {
  readonly sql: string;
}

/** Name of the table on each shard that holds this shard's rows. */
const localName = (table: string): string => `${table}_local`;

const sharded = new Set(tables.flatMap(({ name, shardBy }) => (shardBy === undefined ? [] : [name])));

const kinds = [
  { begins: /^CREATE TABLE IF NOT EXISTS (\w+)/, replicas: 'all' },
  { begins: /^DROP TABLE IF EXISTS (\w+)/, replicas: 'all' },
  { begins: /^TRUNCATE TABLE IF EXISTS (\w+)/, replicas: 'one' },
  { begins: /^ALTER TABLE (\w+)(?= MODIFY SETTING)/, replicas: 'all' },
  { begins: /^ALTER TABLE (\w+)/, replicas: 'one' },
  { begins: /^INSERT INTO (\w+)/, replicas: 'one' },
] as const;

/**
 * The form that a migration's statement has on a cluster. Rows of a sharded table lie in a table of each shard; all other
 * tables are on the first shard. Throws where there is no form for such a statement: a migration that needs one adds it here.
 */
export function clusterForm(statement: string, replicated: boolean): ClusterStatement {
  const text = statement.replace(/^(?:\s*--[^\n]*\n)+/, '').trim();
  for (const { begins, replicas } of kinds) {
    const [start, table] = begins.exec(text) ?? [];
    if (start === undefined || table === undefined) continue;
    const isSharded = sharded.has(table);
    const head = isSharded ? start.replace(table, localName(table)) : start;
    const sql = `${head}${text.slice(start.length)}`;
    return {
      shards: isSharded ? 'all' : 'first',
      replicas: replicated ? replicas : 'all',
      sql: replicated ? replicatedForm(sql) : sql,
    };
  }
  throw new Error(`a statement has no form on a cluster: ${text.slice(0, 80)}`);
}

/** A table of one machine as a replicated table. A table that is dropped leaves its path at once: another may take it. */
const replicatedForm = (sql: string) =>
  sql
    .replace(
      /^ENGINE = (\w*MergeTree)(?:\(([^)]*)\))?/m,
      (_, engine: string, parameters: string | undefined) =>
        `ENGINE = Replicated${engine}(${["'/clickhouse/tables/{shard}/{database}/{table}'", "'{replica}'", ...(parameters === undefined || parameters === '' ? [] : [parameters])].join(', ')})`,
    )
    .replace(/^(DROP TABLE IF EXISTS \w+)/, '$1 SYNC');

/** The tables by which each node reaches rows that lie elsewhere. They hold no data, so they are made anew each time. */
export function reachingTables(database: string, cluster: ClusterNames, onFirst: boolean): string[] {
  return tables.flatMap(({ name, shardBy }) => {
    if (shardBy !== undefined)
      return [
        reaching(name, `${cluster.all}, ${database}, ${localName(name)}, sipHash64(${shardBy.join(', ')})`),
      ];
    return onFirst ? [] : [reaching(name, `${cluster.first}, ${database}, ${name}`)];
  });
}

const reaching = (name: string, target: string) =>
  `CREATE OR REPLACE TABLE ${name} ENGINE = Distributed(${target})`;

/** Clusters as `remote_servers` of each node names them. */
export interface ClusterNames {
  /** All shards. */
  readonly all: string;
  /** The first shard alone. */
  readonly first: string;
}

export const clusterNames = (cluster: string): ClusterNames => ({ all: cluster, first: `${cluster}_first` });
