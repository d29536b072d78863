import type { ClickHouseOptions } from './options.ts';

/** Another live process holds the data directory. */
export class DataDirectoryInUse extends Error {}

interface Place {
  readonly host: string;
  readonly port: number;
}

const portInUse = ({ host, port }: Place) =>
  new Error(
    `ClickHouse cannot listen on ${host}:${port}: the port is in use. Stop what uses it, or set RINGTRACE_CLICKHOUSE_PORT to another port`,
  );

/** Only our own processes reach this one, and no setting moves it: each start chooses another. */
const enginePortInUse = ({ host, port }: Place) =>
  new Error(
    `ClickHouse's engine cannot listen on ${host}:${port}: another program took the port. Start Ringtrace again: it takes another port`,
  );

/** What the front of the engine wrote to standard error, in one line. */
export function frontFailure(stderr: string, place: Place): Error {
  if (/EADDRINUSE/.test(stderr)) return portInUse(place);
  if (/EADDRNOTAVAIL|ENOTFOUND/.test(stderr))
    return new Error(
      `ClickHouse cannot listen on ${place.host}: this machine has no such address. Set RINGTRACE_HOST to one it has`,
    );
  return new Error(`ClickHouse's front ended: ${stderr.split('\n', 1)[0] || 'no reason given'}`);
}

/** Turns what the engine wrote to standard error into one line that names the thing and the way out. */
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
