import { defineQuery, openStore, type StoreOptions } from '@ringtrace/platform/clickhouse';
import { tableDdl, viewDdl } from '@ringtrace/schemas/table';
import { tables, views } from '@ringtrace/schemas/tables/all';
import { z } from 'zod';
import { type Migration, migrations as ourMigrations } from '../files.ts';
import { MigrationError, refuseOther } from '../migrate.ts';
import { type ClusterStatement, clusterForm, clusterNames, reachingTables } from './form.ts';
import { openLedger } from './ledger.ts';
import { type Cluster, type Node, openCluster } from './nodes.ts';

/** Where a cluster is. */
export interface ClusterAt extends Omit<StoreOptions, 'url' | 'application'> {
  /** Name of the cluster of all shards in `remote_servers`. */
  readonly cluster: string;
  /** URL of each node; the first one belongs to the first shard. */
  readonly nodes: readonly string[];
}

/** What a cluster is made from. */
export interface Sources {
  /** CREATE TABLE of each table of this version: a new cluster gets these. */
  readonly definitions: readonly string[];
  /** Changes since earlier versions: a cluster that is there gets those that it has not had. */
  readonly migrations: readonly Migration[];
}

export interface ClusterMigrated {
  readonly applied: number;
  /** What should be set otherwise, with the way out. */
  readonly warnings: readonly string[];
}

const quorum = defineQuery()({
  name: 'quorum of inserts',
  sql: "SELECT value FROM system.settings WHERE name = 'insert_quorum'",
  row: z.object({ value: z.string() }),
});

/** Without a quorum, what one replica has acknowledged is lost where it dies before the others have copied it. */
async function quorumWarnings({ nodes }: Cluster): Promise<string[]> {
  const [first] = nodes;
  if (first === undefined || !first.replicated) return [];
  const [found] = await first.store.query(quorum, {});
  return found?.value === '0'
    ? ['inserts need one replica only: set insert_quorum for our user, see docs/scaling.md (Quorum)']
    : [];
}

const ours: Sources = { definitions: tables.map(tableDdl), migrations: ourMigrations };

/**
 * Brings a cluster's tables and views to this version, from one place and without ON CLUSTER: each statement is sent to the
 * nodes that it is for. A failure half-way is repaired by running it again.
 * @throws MigrationError where the cluster was made by another version, or a statement fails
 */
export async function migrateCluster(
  { cluster: name, nodes: urls, ...at }: ClusterAt,
  { definitions, migrations }: Sources = ours,
): Promise<ClusterMigrated> {
  await Promise.all(urls.map((url) => makeDatabase({ ...at, url })));
  const cluster = await openCluster(urls, clusterNames(name), at);
  try {
    const ledger = await openLedger(cluster.nodes.map(({ store }) => store));
    return await ledger.alone(async () => {
      const known = new Map((await ledger.applied()).map((row) => [row.id, row]));
      for (const row of known.values()) refuseOther(row, migrations[row.id - 1]);
      const pending = migrations.filter(({ id }) => !known.has(id));
      if (known.size === 0) {
        await apply(cluster, 'the tables of a new cluster', definitions);
        await ledger.note(migrations);
      } else
        for (const migration of pending) {
          await apply(cluster, titleOf(migration), migration.statements);
          await ledger.note([migration]);
        }
      for (const node of cluster.nodes) await makeReachable(cluster, node);
      return { applied: pending.length, warnings: await quorumWarnings(cluster) };
    });
  } finally {
    await cluster.close();
  }
}

async function makeDatabase(at: Omit<StoreOptions, 'application'>): Promise<void> {
  const admin = openStore({ ...at, database: 'default', application: 'ringtrace-migrate' });
  try {
    await admin.command(`CREATE DATABASE IF NOT EXISTS ${at.database}`);
  } finally {
    await admin.close();
  }
}

const titleOf = ({ id, name }: Migration) => `migration ${id} (${name})`;

async function apply(cluster: Cluster, title: string, statements: readonly string[]): Promise<void> {
  for (const [index, statement] of statements.entries()) {
    const form = clusterForm(
      statement,
      cluster.nodes.some(({ replicated }) => replicated),
    );
    for (const { store, url } of nodesFor(cluster, form))
      await store.command(form.sql).catch((cause: unknown) => {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new MigrationError(
          `${title}, statement ${index + 1} of ${statements.length} on ${url}: ${reason}. Nothing is lost: remove the reason and run 'ringtrace migrate' again, which repeats it`,
          { cause },
        );
      });
  }
}

function nodesFor({ nodes, firstShard }: Cluster, { shards, replicas }: ClusterStatement): Node[] {
  const there = nodes.filter(({ shard }) => shards === 'all' || shard === firstShard);
  return replicas === 'all'
    ? there
    : there.filter(({ shard }, i) => there.findIndex((one) => one.shard === shard) === i);
}

/** The tables that lead to rows elsewhere, and all views. Every node answers every query. */
async function makeReachable({ names, firstShard }: Cluster, { store, shard }: Node): Promise<void> {
  for (const sql of reachingTables(store.database, names, shard === firstShard)) await store.command(sql);
  for (const view of views) await store.command(viewDdl(view));
}
