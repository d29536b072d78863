import type { StoreOptions } from '@ringtrace/platform/clickhouse';
import type { Config } from '@ringtrace/platform/config';
import { type ClusterMigrated, migrateCluster } from './cluster/migrate-cluster.ts';
import { migrateStore } from './migrate-store.ts';
import { applyTiersAt, tiersOf } from './tiers.ts';

/** Brings the store of one server, or of the cluster that the settings name, to this version, and to the disks that they name. */
export async function migrateAt(
  config: Pick<
    Config,
    | 'CLICKHOUSE_CLUSTER'
    | 'CLICKHOUSE_NODES'
    | 'CLICKHOUSE_STORAGE_POLICY'
    | 'CLICKHOUSE_COLD_VOLUME'
    | 'RINGTRACE_COLD_AFTER_DAYS'
  >,
  at: Omit<StoreOptions, 'application'>,
): Promise<ClusterMigrated> {
  const { CLICKHOUSE_CLUSTER: cluster, CLICKHOUSE_NODES: nodes } = config;
  const { url, ...login } = at;
  const tiers = tiersOf(config);
  const isCluster = cluster !== undefined && nodes !== undefined;
  const done = isCluster
    ? await migrateCluster({ ...login, cluster, nodes: nodes.split(',') })
    : { ...(await migrateStore(at)), warnings: [] };
  if (tiers !== undefined) await applyTiersAt(isCluster ? nodes.split(',') : url.split(','), login, tiers);
  return done;
}
