import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, readFileSync } from 'node:fs';
import { held } from '../held.ts';

/** What a program needed from start to end. */
export interface Measured {
  readonly seconds: number;
  /** CPU seconds of all its threads. */
  readonly cpuSeconds: number;
  /** The most memory it held. */
  readonly peakBytes: number;
}

const lookEveryMs = 100;

/**
 * Runs a program to its end, with a file as its standard input where one is given. Throws where the program fails.
 * Linux only.
 */
export async function measured(
  program: string,
  args: readonly string[],
  { input, env }: { readonly input?: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Measured> {
  const start = performance.now();
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  if (input !== undefined && child.stdin !== null) {
    // A program that ends before it has read everything shows that by its exit code.
    child.stdin.on('error', () => {});
    createReadStream(input).pipe(child.stdin);
  }
  let cpuSeconds = 0;
  let peakBytes = 0;
  const looking = setInterval(() => {
    const now = lookAt(child.pid ?? 0);
    cpuSeconds = Math.max(cpuSeconds, now.cpuSeconds);
    peakBytes = Math.max(peakBytes, now.peakBytes);
  }, lookEveryMs);
  const stop = () => {
    clearInterval(looking);
    child.kill();
  };
  return held(child, stop, async () => {
    const [code] = await ended;
    if (code !== 0) throw new Error(`${program} ended with ${code}`);
    return { seconds: (performance.now() - start) / 1_000, cpuSeconds, peakBytes };
  });
}

/** CPU time is counted in hundredths of a second. */
function lookAt(pid: number): { cpuSeconds: number; peakBytes: number } {
  try {
    const peak = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return {
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
      peakBytes: Number(peak ?? 0) * 1_024,
    };
  } catch {
    return { cpuSeconds: 0, peakBytes: 0 };
  }
}
