import { closeSync, constants, openSync } from 'node:fs';
import timers from 'node:timers/promises';
import type { ClickHouseOptions } from './options.ts';
import type { RunDirectory } from './run-directory.ts';
import { REPLACE_START_DATABASE } from './start-database.ts';

const POLL_MS = 10;

/**
 * The statements that the engine runs: listen, write the port to a file, wait until the pipe is closed, stop listening.
 */
export function lifetimeScript(run: RunDirectory, { cluster }: Pick<ClickHouseOptions, 'cluster'>): string {
  return [
    ...REPLACE_START_DATABASE,
    // The other engines of a cluster ask in ClickHouse's own protocol.
    ...(cluster === undefined ? [] : ['SYSTEM START LISTEN TCP']),
    'SYSTEM START LISTEN HTTP',
    `SELECT getServerPort('http_port') INTO OUTFILE '${run.portFile}' TRUNCATE FORMAT TSV`,
    `SELECT * FROM file('${run.stopPipe}', 'LineAsString') FORMAT Null`,
    'SYSTEM STOP LISTEN HTTP',
  ].join('; ');
}

/** Starts and ends the engine's life: the engine runs until the write end of a named pipe is closed. */
export class Lifetime {
  readonly #pipe: string;
  #descriptor: number | undefined;
  #over = false;

  /** Whether `end` was called. */
  get over(): boolean {
    return this.#over;
  }

  constructor(run: RunDirectory) {
    this.#pipe = run.stopPipe;
  }

  /**
   * Resolves to true once the engine listens, to false where `end` was called before. The engine opens the pipe for
   * reading right after it began to listen. Only then can the pipe be opened for writing: that shows that the engine is
   * ready.
   */
  async begun(): Promise<boolean> {
    while (this.#descriptor === undefined) {
      this.#descriptor = openForWriting(this.#pipe);
      if (this.#descriptor === undefined) await timers.setTimeout(POLL_MS);
      else if (this.#over) closeSync(this.#descriptor);
    }
    return !this.#over;
  }

  /** Ends the engine, now or as soon as it has started. */
  end(): void {
    if (this.#over) return;
    this.#over = true;
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
  }
}

function openForWriting(pipe: string): number | undefined {
  try {
    return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENXIO') return undefined;
    throw error;
  }
}
