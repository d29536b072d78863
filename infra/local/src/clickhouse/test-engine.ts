import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnalystLimits } from '@ringtrace/platform/analyst-limits';
import { stopAll } from '../stop-all.ts';
import { launchFront } from './front/launch.ts';
import { launchClickHouse, type RunningClickHouse } from './launch.ts';

/** An embedded engine with its front and a temporary directory, for one test file. */
export interface TestEngine extends RunningClickHouse {
  /** URL of the front, which analysts use. */
  readonly url: string;
  /** URL of the engine itself, which workers use. */
  readonly engineUrl: string;
  readonly dir: string;
  /** Starts another process on the same data, after this one has ended. */
  restart(): Promise<TestEngine>;
  remove(): Promise<void>;
}

/** Starts an engine and its front on free ports, with data in a temporary directory. */
export async function startTestEngine(
  dir = mkdtempSync(join(tmpdir(), 'ringtrace-clickhouse-')),
  analyst?: AnalystLimits,
): Promise<TestEngine> {
  const engine = await launchClickHouse({
    dataDir: join(dir, 'data'),
    credentialsFile: join(dir, 'credentials.json'),
    host: '127.0.0.1',
    port: 0,
    analyst,
  });
  const behind = { host: '127.0.0.1', port: Number(new URL(engine.url).port) };
  const front = await launchFront({ host: '127.0.0.1', port: 0, engine: behind });
  const stop = () => stopAll([front], [engine]);
  return {
    ...engine,
    url: front.url,
    engineUrl: engine.url,
    dir,
    stop,
    restart: async () => {
      await front.stop();
      return startTestEngine(dir, analyst);
    },
    remove: async () => {
      await stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The response that curl got. */
export interface CurlAnswer {
  status: number;
  headers: Headers;
  bytes: Buffer;
  text: string;
}

/** Runs the machine's curl; `input` is its standard input. */
export async function curl(args: string[], input?: string | Buffer): Promise<CurlAnswer> {
  const dir = mkdtempSync(join(tmpdir(), 'ringtrace-curl-'));
  const head = join(dir, 'head');
  try {
    const bytes = await run('curl', ['-sS', '--max-time', '60', '-D', head, ...args], input);
    const blocks = readFileSync(head, 'utf8').trim().split('\r\n\r\n');
    const lines = (blocks.at(-1) ?? '').split('\r\n');
    const headers = new Headers();
    for (const line of lines.slice(1)) {
      const colon = line.indexOf(':');
      if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
    }
    return { status: Number(lines[0]?.split(' ')[1]), headers, bytes, text: bytes.toString('utf8') };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function run(command: string, args: string[], input: string | Buffer | undefined): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      command,
      args,
      { encoding: 'buffer', maxBuffer: 1 << 30 },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(`${error.message} ${stderr.toString('utf8')}`));
      },
    );
    child.stdin?.end(input);
  });
}

/** Runs a query as this user and returns status, ClickHouse's error code (0 = none) and text. */
export async function ask(
  engine: RunningClickHouse,
  user: 'readWrite' | 'readOnly',
  query: string,
  parameters: Record<string, string> = {},
): Promise<{ status: number; code: number; text: string }> {
  const url = `${engine.url}/?${new URLSearchParams(parameters)}`;
  const { user: name, password } = engine[user];
  const headers = { 'X-ClickHouse-User': name, 'X-ClickHouse-Key': password };
  const response = await fetch(url, { method: 'POST', body: query, headers });
  const text = await response.text();
  const code = Number(response.headers.get('X-ClickHouse-Exception-Code') ?? 0);
  return { status: response.status, code, text: text.trim() };
}
