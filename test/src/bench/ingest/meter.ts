import { readFileSync } from 'node:fs';

/** /proc counts CPU in hundredths of a second (USER_HZ) on every Linux. */
const ticksPerSecond = 100;
const sampleMs = 250;
const mb = 1_024;

/** Process ids, by the role of the process. */
export type Processes = Readonly<Record<string, number>>;

export interface Reading {
  /** As `performance.now`. */
  readonly at: number;
  /** CPU seconds of the whole machine since it booted: busy, and idle or waiting for a disk. */
  readonly busy: number;
  readonly idle: number;
  /** CPU seconds of each process, its threads included. */
  readonly cpu: Readonly<Record<string, number>>;
}

/** Resident memory of a process over a run, MB. */
export interface Memory {
  readonly peak: number;
  /** The most memory held in the first and in the last third of the run. Where both are alike, memory does not grow. */
  readonly firstThird: number;
  readonly lastThird: number;
}

const fields = (path: string) => readFileSync(path, 'utf8');

/**
 * CPU seconds of a process. Throws where the process does not exist: if it ended during a run, the run does not count.
 */
export function cpuOf(pid: number): number {
  // utime and stime are fields 14 and 15 of the line. Counting starts after the command's name, which may hold blanks.
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

/** Reads from /proc the CPU of the machine and of some processes, and how much memory these hold over time. */
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
      // A process has ended. Whoever waits for the process reports that.
      this.stop();
    }
  }

  read(): Reading {
    return { at: performance.now(), ...machine(), cpu: this.#each(cpuOf) };
  }

  /** Memory between two moments, by the meter's clock. The peak is the kernel's, since the process began. */
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
