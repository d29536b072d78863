import type { Logger } from '@ringtrace/platform/log';
import { pause } from '@ringtrace/platform/pause';
import { Restarts, serviceRestarts } from './restarts.ts';
import type { Stoppable } from './stop-all.ts';

/** A service's process. */
export interface Launched extends Stoppable {
  /** The exit code once the process is gone, asked for or not; null where a signal ended it. */
  readonly exited: Promise<number | null>;
}

export interface KeepOptions<L extends Launched> {
  readonly name: string;
  /** Starts it. `before` is how it ran last: a service has to come back on the ports that others know it by. */
  readonly launch: (before: L | undefined) => Promise<L>;
  /** What may have ended it and where to look, for the message that tells so. */
  readonly hint: string;
  readonly log: Logger;
  readonly restarts?: Restarts;
}

/** A service that is started again when it dies. */
export interface Kept<L extends Launched> extends Stoppable {
  /** How it runs, or ran last. */
  readonly current: L;
  /** Settles only when it was given up. */
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

  /** Waits and starts it again until it runs; false where it is given up, or nobody wants it any more. */
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
      // Nobody wanted it any more before it was up.
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
