import { standardInput } from '@ringtrace/ingest/feed/open-file';
import { say } from '../output.ts';

/** One Ctrl-C may reach a command twice: from the terminal, and from what started it. */
const sameMs = 1_000;
/** Exit signalCodes of what a signal ended, as shells have them. */
export const signalCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Ends a feed in order at the first signal, and at once at the second. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Of the signal that came; undefined while none has. */
  exitCode(): number | undefined;
}

export function watchSignals(files: readonly string[]): Interruption {
  const stop = new AbortController();
  let code: number | undefined;
  let first = 0;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (code !== undefined) {
        if (performance.now() - first > sameMs) process.exit(signalCodes[name]);
        return;
      }
      code = signalCodes[name];
      first = performance.now();
      say('\nStopping: what was read is sent; once more ends it at once ...');
      stop.abort();
      // Nothing may come there for long; half a line of it is no record.
      if (files.includes(standardInput)) process.stdin.destroy();
    });
  }
  return { signal: stop.signal, exitCode: () => code };
}
