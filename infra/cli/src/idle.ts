import { setTimeout as pause } from 'node:timers/promises';
import { watchDays } from '@ringtrace/detect/builds/days';
import { detectBacklog } from '@ringtrace/detect/worker/backlog';
import { ingestBacklog, remainingOf } from '@ringtrace/ingest/worker/backlog';
import type { Store } from '@ringtrace/platform/clickhouse';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { type Trouble, troublesNow } from '@ringtrace/platform/troubles';
import { FailingForGood, Patience } from './patience.ts';

/** What is still to do. */
export interface Backlog {
  /** Messages that were in the feed topics at the start and are not committed yet. */
  readonly messages: number;
  /** Minutes whose rollups don't hold all arrivals yet. */
  readonly dirtyMinutes: number;
  /** Windows that are not judged yet. */
  readonly dirtyWindows: number;
  /** Candidates that have not reached their topic yet. */
  readonly unpublished: number;
  /** Candidates that wait for feeds that are behind. */
  readonly pending: number;
  /** What workers fail to do meanwhile. */
  readonly troubles: readonly Trouble[];
}

export interface Wait {
  readonly store: Store;
  readonly kafka: Kafka;
  readonly signal?: AbortSignal;
  /** Called at each look. */
  readonly onLook?: (backlog: Backlog) => void | Promise<void>;
}

const lookEveryMs = 250;

/**
 * Returns once everything that was in the feed topics at the start is stored, every arrival built, every window
 * judged and no candidate pending; or as soon as `signal` aborts. What carriers send meanwhile doesn't keep it waiting for its offsets. Throws
 * FailingForGood once a worker fails again and again: that ends only when somebody does something.
 */
export async function waitIdle({ store, kafka, signal, onLook }: Wait): Promise<void> {
  const atStart = await ingestBacklog(kafka);
  const watch = watchDays(store);
  const patience = new Patience();
  while (signal?.aborted !== true) {
    const messages = await remainingOf(atStart, kafka);
    const troubles = await store.query(troublesNow, {});
    const backlog = { messages, ...(await detectBacklog(store, watch)), troubles };
    await onLook?.(backlog);
    if (isIdle(backlog)) return;
    const lasting = patience.endedBy(troubles);
    if (lasting !== undefined) throw new FailingForGood(lasting);
    await pause(lookEveryMs);
  }
}

const isIdle = ({ messages, dirtyMinutes, dirtyWindows, unpublished, pending }: Backlog) =>
  messages + dirtyMinutes + dirtyWindows + unpublished + pending === 0;
