import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openStore } from '@ringtrace/platform/clickhouse';
import { type Instance, ourUrl, readInstance } from '@ringtrace/platform/instance';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { waitIdle } from 'ringtrace/idle';

const ourMain = fileURLToPath(import.meta.resolve('ringtrace/main'));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** For tests that feed little and wait for it: a worker stores what it has read after 200 ms, not 2 s. */
export const storeSoon = { RINGTRACE_BLOCK_MS: '200' };

/** A home directory of its own with free ports. Tests with different homes do not see each other. */
export class Home {
  readonly main: string;
  readonly directory = mkdtempSync(join(tmpdir(), 'ringtrace-e2e-'));
  readonly env: NodeJS.ProcessEnv;

  /** `settings` are the environment of every command that is run in it; `main` is the program's first file. */
  constructor({ settings = {}, main = ourMain }: { settings?: NodeJS.ProcessEnv; main?: string } = {}) {
    this.main = main;
    this.env = {
      ...process.env,
      RINGTRACE_HOME: this.directory,
      RINGTRACE_KAFKA_PORT: '0',
      RINGTRACE_CLICKHOUSE_PORT: '0',
      RINGTRACE_API_PORT: '0',
      RINGTRACE_CONSOLE_PORT: '0',
      RINGTRACE_HOLD_MINUTES: '0',
      ...settings,
    };
  }

  /** Runs one command to its end, as a user would. */
  async run(
    args: readonly string[],
    options: { input?: string; env?: NodeJS.ProcessEnv } = {},
  ): Promise<Outcome> {
    const child = spawn(process.execPath, [this.main, ...args], {
      env: { ...this.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.end(options.input ?? '');
    const code = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: await code, stdout, stderr };
  }

  /** Runs a command that must succeed, and gives its standard output. */
  async ok(args: readonly string[], input = ''): Promise<string> {
    const { code, stdout, stderr } = await this.run(args, { input });
    if (code !== 0) throw new Error(`ringtrace ${args.join(' ')}: exit ${code}\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** Runs a command that must succeed, and gives its `--json` answer. */
  async json(...args: string[]): Promise<unknown> {
    return JSON.parse(await this.ok([...args, '--json']));
  }

  /** The tab-separated rows of a query, as an analyst's own client gets them. */
  async rows(sql: string): Promise<string[]> {
    const { clickhouseUrl, database, readOnly } = this.#instance();
    const parameters = new URLSearchParams({ database, default_format: 'TSV' });
    const response = await fetch(`${clickhouseUrl}/?${parameters}`, {
      method: 'POST',
      body: sql,
      headers: { 'X-ClickHouse-User': readOnly.user, 'X-ClickHouse-Key': readOnly.password },
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${sql}\n${answer}`);
    return answer.split('\n').filter((line) => line !== '');
  }

  /** Waits as `ringtrace status --wait-idle` does. */
  async idle(): Promise<void> {
    const instance = this.#instance();
    const { database, readWrite } = instance;
    const store = openStore({ url: ourUrl(instance), ...readWrite, database, application: 'test' });
    try {
      await waitIdle({ store, kafka: createKafka(instance.kafka, 'test', createLog('test', 'silent')) });
    } finally {
      await store.close();
    }
  }

  #instance(): Instance {
    const instance = readInstance(this.directory);
    if (instance === undefined) throw new Error(`no Ringtrace is running in ${this.directory}`);
    return instance;
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** What a command has written so far. */
type Said = Pick<Outcome, 'stdout' | 'stderr'>;

export interface Server {
  /** The instance as it was when it came up. */
  readonly instance: Instance;
  readonly said: Said;
  /** The instance as it is now. Throws where it no longer runs. */
  read(): Instance;
  /** Ctrl-C, then the exit code. */
  interrupt(): Promise<number | null>;
}

/** Starts `ringtrace up` in the background, and waits until it is up. */
export const up = (home: Home, withinMs = 180_000): Promise<Server> => stay(home, 'up', () => true, withinMs);

/** Starts `ringtrace start` in the background, and waits until it has told what it found in the example. */
export const startExample = (home: Home): Promise<Server> =>
  stay(home, 'start', ({ stdout }) => stdout.includes('npx ringtrace request approve'), 300_000);

/** Starts a command that stays, and waits until it is up and what it has said `isReady`. */
async function stay(
  home: Home,
  command: 'up' | 'start',
  isReady: (said: Said) => boolean,
  withinMs: number,
): Promise<Server> {
  const child = spawn(process.execPath, [home.main, command], {
    env: home.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (chunk: string) => {
      said[stream] += chunk;
    });
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const deadline = Date.now() + withinMs;
  for (;;) {
    const instance = readInstance(home.directory);
    if (instance !== undefined && isReady(said)) {
      return {
        instance,
        said,
        read: () => {
          const now = readInstance(home.directory);
          if (now === undefined) throw new Error(`ringtrace ${command} ended: ${said.stderr}`);
          return now;
        },
        interrupt: () => {
          child.kill('SIGINT');
          return exited;
        },
      };
    }
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`ringtrace ${command} did not come up: ${said.stderr}`);
    }
    await pause(50);
  }
}
