import type { Producer } from '@ringtrace/platform/kafka/producer';
import type { Spool, SpooledBatch } from './spool.ts';

export interface OutletOptions {
  readonly topic: string;
  readonly source: string;
  readonly spool: Spool;
  /** Opens a connection of its own to the broker; throws where that can't be reached. */
  readonly connect: () => Promise<Producer>;
  /** Hears when the broker goes away (and why), and when it is back. */
  readonly onTrouble: (trouble: string) => void;
}

/** Where batches go: to the broker, and to the disk while it is away or older ones are still there. Keeps their order. */
export interface Outlet {
  /** Takes a batch; it is safe after the next `settle`. */
  push(batch: SpooledBatch): Promise<void>;
  /** Returns once every batch pushed is acknowledged by the broker or on disk. Throws where the disk takes none. */
  settle(): Promise<void>;
  /** Sends what is on disk, until none is left, the broker doesn't take it or the signal aborts. */
  drain(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** What brokers take in one record batch, less its overhead. */
const requestBytes = 900_000;
const firstRetryMs = 500;
const longestRetryMs = 30_000;

export function createOutlet({ topic, source, spool, connect, onTrouble }: OutletOptions): Outlet {
  let held: SpooledBatch[] = [];
  let heldBytes = 0;
  let producer: Producer | undefined;
  let retryMs = firstRetryMs;
  let retryAt = 0;

  async function disconnect(): Promise<void> {
    await producer?.close().catch(() => {});
    producer = undefined;
  }

  /** False where the broker did not acknowledge all; it is left alone for a while then. */
  async function send(batches: readonly SpooledBatch[]): Promise<boolean> {
    if (performance.now() < retryAt) return false;
    try {
      producer ??= await connect();
      await producer.send(batches.map(({ message }) => ({ topic, key: source, value: message })));
      retryMs = firstRetryMs;
      onTrouble('');
      return true;
    } catch (error) {
      await disconnect();
      retryAt = performance.now() + retryMs;
      retryMs = Math.min(retryMs * 2, longestRetryMs);
      onTrouble(error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  async function settle(): Promise<void> {
    if (held.length === 0) return;
    if (spool.batches > 0 || !(await send(held))) await spool.add(held);
    held = [];
    heldBytes = 0;
  }

  return {
    async push(batch) {
      if (heldBytes + batch.message.length > requestBytes) await settle();
      held.push(batch);
      heldBytes += batch.message.length;
    },
    settle,
    async drain(signal) {
      while (spool.batches > 0 && !signal.aborted) {
        const oldest = await spool.oldest(requestBytes);
        if (!(await send(oldest))) return;
        await spool.remove(oldest);
      }
    },
    close: disconnect,
  };
}
