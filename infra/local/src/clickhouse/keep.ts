import type { AnalystLimits } from '@ringtrace/platform/analyst-limits';
import type { Logger } from '@ringtrace/platform/log';
import type { ClickHouseUser } from '../credentials.ts';
import { type Kept, keepService } from '../keep-service.ts';
import { stopAll } from '../stop-all.ts';
import { launchFront } from './front/launch.ts';
import { launchClickHouse, type RunningClickHouse } from './launch.ts';
import { privatePlace } from './private-host.ts';
import type { ServiceProcess } from './service-process.ts';

export interface KeepClickHouseOptions {
  readonly dataDir: string;
  readonly credentialsFile: string;
  /** Where the front listens; port 0 takes any free one. */
  readonly host: string;
  readonly port: number;
  /** Holds key and certificate in PEM where the front is to speak TLS. */
  readonly tlsFile?: string | undefined;
  readonly analyst?: AnalystLimits | undefined;
  readonly log: Logger;
}

/** The engine and its front, each started again when it dies. */
export interface KeptClickHouse {
  /** The front: for analysts, and for everybody else. */
  readonly url: string;
  /** The engine itself: for our own processes alone. */
  readonly engineUrl: string;
  readonly readWrite: ClickHouseUser;
  readonly readOnly: ClickHouseUser;
  /** First the front, so that what it has begun can end; then the engine. */
  stop(): Promise<void>;
  readonly failed: Promise<Error>;
}

const portOf = (url: string) => Number(new URL(url).port);

/**
 * Starts both and keeps them running, on the same ports for as long as they are kept. Throws where one does not start.
 */
export async function keepClickHouse(options: KeepClickHouseOptions): Promise<KeptClickHouse> {
  const { dataDir, credentialsFile, analyst, log } = options;
  const { host, port } = await privatePlace();
  const engine = await keepService<RunningClickHouse>({
    name: 'ClickHouse',
    hint: 'it was killed, or ran out of memory',
    log,
    launch: (before) =>
      launchClickHouse({
        dataDir,
        credentialsFile,
        analyst,
        host,
        port: before === undefined ? port : portOf(before.url),
        log: (line) => log.warn({ service: 'ClickHouse' }, line),
      }),
  });
  const { url: engineUrl, readWrite, readOnly } = engine.current;
  let front: Kept<ServiceProcess>;
  try {
    front = await keepFront(options, { host, port: portOf(engineUrl) });
  } catch (error) {
    await engine.stop();
    throw error;
  }
  return {
    url: front.current.url,
    engineUrl,
    readWrite,
    readOnly,
    stop: () => stopAll([front], [engine]),
    failed: Promise.race([engine.failed, front.failed]),
  };
}

function keepFront(
  { host, port, tlsFile, log }: KeepClickHouseOptions,
  engine: { host: string; port: number },
): Promise<Kept<ServiceProcess>> {
  return keepService({
    name: "ClickHouse's front",
    hint: 'it was killed, or ran out of memory',
    log,
    launch: (before) =>
      launchFront({
        host,
        port: before === undefined ? port : portOf(before.url),
        engine,
        ...(tlsFile === undefined ? {} : { tlsFile }),
      }),
  });
}
