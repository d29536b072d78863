import type { ClickHouseOptions } from './options.ts';

/** Another running process uses the data directory. */
export class DataDirectoryInUse extends Error {}

interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

const portInUse = ({ host, port }: ListenAddress) =>
  new Error(
    `ClickHouse cannot listen on ${host}:${port}: the port is in use. Stop what uses it, or set RINGTRACE_CLICKHOUSE_PORT to another port`,
  );

/** For the engine's own port: no setting sets it, as only our own processes use it. Each start chooses another. */
const enginePortInUse = ({ host, port }: ListenAddress) =>
  new Error(
    `ClickHouse's engine cannot listen on ${host}:${port}: another program took the port. Start Ringtrace again: it takes another port`,
  );

/** The error to show where the front did not start, from what it wrote to standard error. */
export function frontFailure(stderr: string, address: ListenAddress): Error {
  if (/EADDRINUSE/.test(stderr)) return portInUse(address);
  if (/EADDRNOTAVAIL|ENOTFOUND/.test(stderr))
    return new Error(
      `ClickHouse cannot listen on ${address.host}: this machine has no such address. Set RINGTRACE_HOST to one it has`,
    );
  return new Error(`ClickHouse's front ended: ${stderr.split('\n', 1)[0] || 'no reason given'}`);
}

/** The error to show where the engine did not start, from what it wrote to standard error: one line with what to do. */
export function failureOf(stderr: string, options: ClickHouseOptions): Error {
  if (/Address already in use/i.test(stderr)) return enginePortInUse(options);
  if (/Cannot lock file/i.test(stderr)) {
    return new DataDirectoryInUse(
      `ClickHouse data directory ${options.dataDir} is in use by another live process. Stop that one, or set RINGTRACE_HOME to another directory`,
    );
  }
  const firstLine = stderr.split('\n', 1)[0] ?? '';
  return new Error(
    `ClickHouse ended at start: ${firstLine.replace(/, Stack trace.*$/, '') || 'no reason given'}`,
  );
}
