import type { AnalystLimits } from '@ringtrace/platform/analyst-limits';
import type { Logger } from '@ringtrace/platform/log';
import type { ClickHouseUser } from '../credentials.ts';
import { type Kept, keepService } from '../keep-service.ts';
import { stopAll } from '../stop-all.ts';
import { launchFront } from './front/launch.ts';
import { launchClickHouse, type RunningClickHouse } from './launch.ts';
import type { ClickHouseOptions } from './options.ts';
import { privateAddress } from './private-host.ts';
import type { ServiceProcess } from './service-process.ts';

export interface KeepClickHouseOptions {
  readonly dataDir: string;
  readonly credentialsFile: string;
  /** Address of the front; port 0 = any free port. */
  readonly host: string;
  readonly port: number;
  /** File with key and certificate (PEM), where the front uses TLS. */
  readonly tlsFile?: string | undefined;
  readonly analyst?: AnalystLimits | undefined;
  readonly readers?: ClickHouseOptions['readers'];
  readonly log: Logger;
}

/** The engine and its front; each is started again where it dies. */
export interface KeptClickHouse {
  /** URL of the front, for analysts and all other clients. */
  readonly url: string;
  /** URL of the engine itself, for our own processes only. */
  readonly engineUrl: string;
  readonly readWrite: ClickHouseUser;
  readonly readOnly: ClickHouseUser;
  /** Stops the front first, so that its unfinished responses can end; then the engine. */
  stop(): Promise<void>;
  readonly failed: Promise<Error>;
}

const portOf = (url: string) => Number(new URL(url).port);

/**
 * Starts engine and front and keeps them running, always on the same ports. Throws where one does not start.
 */
export async function keepClickHouse(options: KeepClickHouseOptions): Promise<KeptClickHouse> {
  const { dataDir, credentialsFile, analyst, readers, log } = options;
  const { host, port } = await privateAddress();
  const engine = await keepService<RunningClickHouse>({
    name: 'ClickHouse',
    hint: 'it was killed, or ran out of memory',
    log,
    launch: (before) =>
      launchClickHouse({
        dataDir,
        credentialsFile,
        analyst,
        ...(readers === undefined ? {} : { readers }),
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
