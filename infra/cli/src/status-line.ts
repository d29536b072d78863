import { visible } from '@ringtrace/platform/visible';
import { wrapped } from './help.ts';
import { say } from './output.ts';

type Terminal = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;

/**
 * A status that is written over while standard error is a terminal, and a plain line every few seconds elsewhere. Where
 * the terminal is narrow, it takes several rows: what is cut off is often what somebody waits for.
 */
export function statusLine(plainEveryMs = 5_000, terminal: Terminal = process.stderr) {
  let lastPlain = 0;
  /** How many rows of the terminal the status has; 0 = none is shown. */
  let rows = 0;
  return {
    show(status: string): void {
      const text = visible(status);
      if (terminal.isTTY) {
        const width = (terminal.columns || 80) - 1;
        const lines = wrapped(text, width).map((line) => line.slice(0, width));
        terminal.write(`${back(rows)}${lines.join('\n')}`);
        rows = lines.length;
      } else if (Date.now() - lastPlain >= plainEveryMs) {
        lastPlain = Date.now();
        say(text);
      }
    },
    /** What is written next begins on a line of its own. */
    end(): void {
      if (rows > 0) terminal.write('\n');
      rows = 0;
    },
  };
}

/** To the beginning of what was shown, which is wiped. */
const back = (rows: number) => `${rows > 1 ? `\x1b[${rows - 1}A` : ''}\r\x1b[J`;
