import type { Logger } from '@ringtrace/platform/log';
import { pause } from '@ringtrace/platform/pause';
import { Restarts, serviceRestarts } from './restarts.ts';
import type { Stoppable } from './stop-all.ts';

/** A service's process. */
export interface Launched extends Stoppable {
  /** The exit code once the process has ended, on request or not; null where a signal ended it. */
  readonly exited: Promise<number | null>;
}

export interface KeepOptions<L extends Launched> {
  readonly name: string;
  /** Starts the service. `before` is the process that died: a new one has to use its ports, which others know. */
  readonly launch: (before: L | undefined) => Promise<L>;
  /** What may have ended the service, or where to look, for the error message. */
  readonly hint: string;
  readonly log: Logger;
  readonly restarts?: Restarts;
}

/** A service that is started again where it dies. */
export interface Kept<L extends Launched> extends Stoppable {
  /** The running process, or the last one. */
  readonly current: L;
  /** Resolves with the error where the service died too often and is not started again; otherwise never. */
  readonly failed: Promise<Error>;
}

const how = (code: number | null) => (code === null ? 'ended by a signal' : `exit code ${code}`);

/** Starts a service and keeps it running. Throws where it does not start the first time. */
export async function keepService<L extends Launched>(options: KeepOptions<L>): Promise<Kept<L>> {
  const { name, launch, hint, log, restarts = new Restarts(serviceRestarts) } = options;
  const leave = new AbortController();
  const failed = Promise.withResolvers<Error>();
  let current = await launch(undefined);
  restarts.started();

  /** Waits, then starts the service again until it runs. False where it died too often, or was asked to stop. */
  async function startAgain(death: string): Promise<boolean> {
    const restartInMs = restarts.died();
    if (restartInMs === undefined) {
      failed.resolve(
        new Error(
          `${name} ended by itself again and again, at last: ${death} (${hint}). Nothing that was accepted is lost: start Ringtrace again`,
        ),
      );
      return false;
    }
    log.error({ service: name, death, restartInMs }, 'a service died; starting it again');
    await pause(restartInMs, leave.signal);
    if (leave.signal.aborted) return false;
    try {
      current = await launch(current);
      restarts.started();
      // It was asked to stop while it was starting.
      if (leave.signal.aborted) await current.stop();
    } catch (error) {
      return startAgain(error instanceof Error ? error.message : String(error));
    }
    log.info({ service: name }, 'the service runs again');
    return true;
  }

  async function keep(): Promise<void> {
    for (;;) {
      const code = await current.exited;
      if (leave.signal.aborted || !(await startAgain(how(code)))) return;
    }
  }
  const kept = keep();

  return {
    get current() {
      return current;
    },
    failed: failed.promise,
    async stop() {
      leave.abort();
      await current.stop();
      await kept;
    },
  };
}
