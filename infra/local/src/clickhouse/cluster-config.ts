import { z } from 'zod';

const port = z.number().int().min(1).max(65_535);

/** The place of an engine in a cluster of engines on loopback. */
export const clusterPlace = z.object({
  /** Name of the cluster of all shards; the cluster of the first shard alone is named like this with '_first'. */
  name: z.string().regex(/^\w+$/),
  shard: z.number().int().min(1),
  /** undefined = tables are not replicated. */
  replica: z.number().int().min(1).optional(),
  /** ClickHouse's own protocol, in which engines ask each other. */
  tcpPort: port,
  /** TCP ports of each shard's replicas. */
  shards: z.array(z.array(port).min(1)).min(1),
  /** Ports of the ZooKeeper servers. */
  keepers: z.array(port).min(1),
  /** By which the engines know each other. */
  secret: z.string().min(1),
});
export type ClusterPlace = z.infer<typeof clusterPlace>;

/** The part of `config.xml` that makes an engine a node of a cluster. */
export function clusterXml(place: ClusterPlace): string {
  const { name, shard, replica, tcpPort, shards, keepers, secret } = place;
  const replicated = replica !== undefined;
  const node = `${name}-s${shard}-r${replica ?? 1}`;
  const shardXml = (ports: readonly number[]) =>
    `<shard><internal_replication>${replicated}</internal_replication>${ports
      .map((each) => `<replica><host>127.0.0.1</host><port>${each}</port></replica>`)
      .join('')}</shard>`;
  const clusterOf = (of: readonly (readonly number[])[]) =>
    `<secret>${secret}</secret>${of.map(shardXml).join('')}`;
  return `
  <tcp_port>${tcpPort}</tcp_port>
  <macros><shard>s${shard}</shard>${replicated ? `<replica>r${replica}</replica>` : ''}</macros>
  <zookeeper>
    ${keepers.map((each) => `<node><host>127.0.0.1</host><port>${each}</port></node>`).join('')}
    <session_timeout_ms>10000</session_timeout_ms>
    <!-- Embedded engines have no id of their own: with one path, they would end each other's sessions. -->
    <sessions_path>/clickhouse/sessions/${node}</sessions_path>
  </zookeeper>
  <keeper_map_path_prefix>/clickhouse/keeper_map</keeper_map_path_prefix>
  <remote_servers replace="1">
    <${name}>${clusterOf(shards)}</${name}>
    <${name}_first>${clusterOf(shards.slice(0, 1))}</${name}_first>
  </remote_servers>`;
}
