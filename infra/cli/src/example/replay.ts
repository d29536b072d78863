import type { Store } from '@ringtrace/platform/clickhouse';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { type Backlog, waitIdle } from '../idle.ts';
import { say } from '../output.ts';
import { statusLine } from '../status-line.ts';
import { totals } from '../totals.ts';
import { announceExample, type Example, feedExample } from './example.ts';
import { onlyPending, progressInWords } from './progress.ts';

export interface Replay {
  readonly example: Example;
  readonly store: Store;
  readonly kafka: Kafka;
  readonly signal: AbortSignal;
}

/** Replays the example through the running pipeline with a live line; returns how long it took, s. */
export async function replayExample({ example, store, kafka, signal }: Replay): Promise<number> {
  await announceExample(example, store, kafka);
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  const live = liveLine(example, store, elapsed);
  try {
    await feedExample({ example, kafka, signal, onFed: live.fed });
    await waitIdle({ store, kafka, signal, onLook: live.look });
    await live.draw();
    return elapsed();
  } finally {
    live.close();
  }
}

const drawEveryMs = 400;
const rateOverS = 3;

/** Legs stored a second over the last three seconds. */
function recentRate(): (stored: number, atS: number) => number {
  const looks: { stored: number; atS: number }[] = [{ stored: 0, atS: 0 }];
  return (stored, atS) => {
    looks.push({ stored, atS });
    while (looks.length > 2 && atS - (looks[1]?.atS ?? atS) >= rateOverS) looks.shift();
    const first = looks[0] ?? { stored, atS };
    return (stored - first.stored) / Math.max(atS - first.atS, 0.1);
  };
}

function liveLine(example: Example, store: Store, elapsed: () => number) {
  const line = statusLine();
  const rate = recentRate();
  let sent = 0;
  let drawing: Promise<void> | undefined;
  let isWaitTold = false;
  let rowsBefore: number | undefined;

  async function drawNow(): Promise<void> {
    const [now] = await store.query(totals, {});
    if (now === undefined) return;
    rowsBefore ??= now.rows;
    const rows = now.rows - rowsBefore;
    const progress = { ...now, rows, legs: example.legs, sent, rate: rate(rows, elapsed()) };
    line.show(progressInWords(progress));
  }

  /** One look at the store at a time, however often it is asked for. */
  async function draw(): Promise<void> {
    drawing ??= drawNow().finally(() => {
      drawing = undefined;
    });
    await drawing;
  }

  /** While candidates are only pending, nothing moves in the line: this says once why. */
  async function look(backlog: Backlog): Promise<void> {
    await draw();
    if (isWaitTold || !onlyPending(backlog)) return;
    isWaitTold = true;
    line.end();
    say('All is stored; candidates open after 20 s without further calls');
  }

  const timer = setInterval(() => void draw().catch(() => {}), drawEveryMs);
  return {
    fed(legs: number) {
      sent = legs;
    },
    draw,
    look,
    close() {
      clearInterval(timer);
      line.end();
    },
  };
}
