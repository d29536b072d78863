/** Ports of a server on loopback. */
export interface ServerPorts {
  readonly http: number;
  readonly https: number;
  readonly tcp: number;
}

/** Name of the disk that backups go to. */
export const backupDisk = 'backups';
/** The user who may do everything, and makes users and roles. */
export const adminName = 'admin';

/** A file for config.d of the official image. */
export const configXml = ({ http, https, tcp }: ServerPorts): string => `<clickhouse>
  <listen_host replace="1">127.0.0.1</listen_host>
  <http_port>${http}</http_port>
  <https_port>${https}</https_port>
  <tcp_port>${tcp}</tcp_port>
  <mysql_port remove="1"/>
  <postgresql_port remove="1"/>
  <interserver_http_port remove="1"/>
  <openSSL><server>
    <certificateFile>/etc/clickhouse-server/server.pem</certificateFile>
    <privateKeyFile>/etc/clickhouse-server/server.key</privateKeyFile>
    <dhParamsFile remove="1"/>
    <verificationMode>none</verificationMode>
  </server></openSSL>
  <storage_configuration><disks>
    <${backupDisk}><type>local</type><path>/var/lib/clickhouse/${backupDisk}/</path></${backupDisk}>
  </disks></storage_configuration>
  <backups><allowed_disk>${backupDisk}</allowed_disk></backups>
</clickhouse>
`;

/** A file for users.d. @param sha256 of the password, hexadecimal */
export const usersXml = (sha256: string): string => `<clickhouse><users>
  <default remove="1"/>
  <${adminName}>
    <password_sha256_hex>${sha256}</password_sha256_hex>
    <networks><ip>127.0.0.1</ip></networks>
    <profile>default</profile>
    <quota>default</quota>
    <access_management>1</access_management>
    <named_collection_control>1</named_collection_control>
  </${adminName}>
</users></clickhouse>
`;
