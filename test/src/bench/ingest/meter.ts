import { readFileSync } from 'node:fs';

/** USER_HZ: /proc counts in hundredths of a second on every Linux. */
const ticksPerSecond = 100;
const sampleMs = 250;
const mb = 1_024;

/** Processes by what they are, as process ids. */
export type Processes = Readonly<Record<string, number>>;

export interface Reading {
  /** As `performance.now`. */
  readonly at: number;
  /** CPU seconds of the whole machine since it booted: doing something, and idle or waiting for a disk. */
  readonly busy: number;
  readonly idle: number;
  /** CPU seconds of each process, its threads included. */
  readonly cpu: Readonly<Record<string, number>>;
}

/** Resident memory of a process over a run, MB. */
export interface Memory {
  readonly peak: number;
  /** The most it held in the first and in the last third of the run: the same where it is flat. */
  readonly firstThird: number;
  readonly lastThird: number;
}

const fields = (path: string) => readFileSync(path, 'utf8');

/** CPU seconds of a process. Throws where there is no such process: one that ended during a run makes it void. */
export function cpuOf(pid: number): number {
  // Behind the command's name, which may hold anything: utime and stime are fields 14 and 15 of the line.
  const [, rest = ''] = fields(`/proc/${pid}/stat`).split(/\) (?=[A-Z] )/);
  const [utime, stime] = rest.split(' ').slice(11, 13);
  return (Number(utime) + Number(stime)) / ticksPerSecond;
}

function machine() {
  const [user = 0, nice = 0, system = 0, idle = 0, wait = 0, irq = 0, softirq = 0, steal = 0] = (
    fields('/proc/stat').split('\n')[0] ?? ''
  )
    .split(/\s+/)
    .slice(1)
    .map((ticks) => Number(ticks) / ticksPerSecond);
  return { busy: user + nice + system + irq + softirq + steal, idle: idle + wait };
}

const statusMb = (pid: number, field: string) =>
  Number(new RegExp(`${field}:\\s+(\\d+)`).exec(fields(`/proc/${pid}/status`))?.[1]) / mb;

/** Reads /proc: CPU of the machine and of some processes, and how much memory these hold over time. */
export class Meter {
  readonly #processes: Processes;
  readonly #samples: { at: number; held: Record<string, number> }[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor(processes: Processes) {
    this.#processes = processes;
    this.#timer = setInterval(() => this.#sample(), sampleMs);
  }

  #each(read: (pid: number) => number): Record<string, number> {
    return Object.fromEntries(Object.entries(this.#processes).map(([name, pid]) => [name, read(pid)]));
  }

  #sample(): void {
    try {
      this.#samples.push({ at: performance.now(), held: this.#each((pid) => statusMb(pid, 'VmRSS')) });
    } catch {
      // A process has ended: whoever waits for it says so.
      this.stop();
    }
  }

  read(): Reading {
    return { at: performance.now(), ...machine(), cpu: this.#each(cpuOf) };
  }

  /** Memory between two moments; the peak is the kernel's own mark, since the process began. */
  memory(name: string, from: number, to: number): Memory {
    const pid = this.#processes[name];
    if (pid === undefined) throw new Error(`no process '${name}' is measured`);
    const third = (to - from) / 3;
    const most = (start: number, end: number) =>
      this.#samples
        .filter(({ at }) => at >= start && at <= end)
        .reduce((held, sample) => Math.max(held, sample.held[name] ?? 0), 0);
    return {
      peak: statusMb(pid, 'VmHWM'),
      firstThird: most(from, from + third),
      lastThird: most(to - third, to),
    };
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
