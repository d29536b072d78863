import type { FeedProgress } from './publish.ts';

/** Shows how far a feed has come. */
export interface ProgressBar {
  update(progress: FeedProgress): void;
  /** Writes a line above the bar. */
  note(text: string): void;
  /** Ends the bar, so that other output can follow. */
  done(): void;
}

/** The stream that the bar is drawn on, usually standard error. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const barCells = 24;
const redrawMs = 100;
const plainMs = 3_000;

const count = (n: number) => Math.round(n).toLocaleString('en-US');

function duration(seconds: number): string {
  const s = Math.ceil(seconds);
  const parts =
    s >= 3600 ? [Math.floor(s / 3600), Math.floor(s / 60) % 60, s % 60] : [Math.floor(s / 60), s % 60];
  return parts.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/**
 * The progress as one line: a bar and the time left (where the size is known), records, records a second, and refused
 * lines.
 */
export function describeProgress(
  { bytes, totalBytes, records, rejected }: FeedProgress,
  elapsedS: number,
): string {
  const share = totalBytes > 0 ? Math.min(1, bytes / totalBytes) : undefined;
  const parts = [`${count(records)} records`, `${count(records / Math.max(elapsedS, 0.001))}/s`];
  if (share !== undefined && share > 0 && share < 1)
    parts.push(`${duration((elapsedS * (1 - share)) / share)} left`);
  if (rejected > 0) parts.push(`${count(rejected)} refused`);
  if (share === undefined) return parts.join('  ');
  const full = Math.round(share * barCells);
  const percent = `${Math.floor(share * 100)}%`.padStart(4);
  return `${'█'.repeat(full)}${'░'.repeat(barCells - full)} ${percent}  ${parts.join('  ')}`;
}

/** On a terminal, draws one line over and over. Elsewhere, writes a line every few seconds. */
export function createProgressBar(
  screen: Screen = process.stderr,
  now: () => number = Date.now,
): ProgressBar {
  const began = now();
  const terminal = screen.isTTY === true;
  let last: FeedProgress | undefined;
  let drawnAt = terminal ? Number.NEGATIVE_INFINITY : began;

  function draw(progress: FeedProgress): void {
    const line = describeProgress(progress, (now() - began) / 1000);
    screen.write(terminal ? `\r\x1b[2K${line.slice(0, (screen.columns ?? 80) - 1)}` : `${line}\n`);
    drawnAt = now();
  }
  return {
    update(progress) {
      last = progress;
      if (now() - drawnAt >= (terminal ? redrawMs : plainMs)) draw(progress);
    },
    note(text) {
      screen.write(terminal ? `\r\x1b[2K${text}\n` : `${text}\n`);
      if (terminal && last !== undefined) draw(last);
    },
    done() {
      if (last !== undefined) draw(last);
      if (terminal && last !== undefined) screen.write('\n');
    },
  };
}
