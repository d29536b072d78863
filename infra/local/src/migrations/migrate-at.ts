import type { StoreOptions } from '@ringtrace/platform/clickhouse';
import type { Config } from '@ringtrace/platform/config';
import { type ClusterMigrated, migrateCluster } from './cluster/migrate-cluster.ts';
import { migrateStore } from './migrate-store.ts';

/** Brings the store of one server, or of the cluster that the settings name, to this version. */
export async function migrateAt(
  {
    CLICKHOUSE_CLUSTER: cluster,
    CLICKHOUSE_NODES: nodes,
  }: Pick<Config, 'CLICKHOUSE_CLUSTER' | 'CLICKHOUSE_NODES'>,
  at: Omit<StoreOptions, 'application'>,
): Promise<ClusterMigrated> {
  if (cluster === undefined || nodes === undefined) return { ...(await migrateStore(at)), warnings: [] };
  const { url: _, ...login } = at;
  return migrateCluster({ ...login, cluster, nodes: nodes.split(',') });
}
