import type { Producer } from '@ringtrace/platform/kafka/producer';
import { messageWithWayOut } from '@ringtrace/platform/way-out';
import type { Spool, SpooledBatch } from './spool.ts';

export interface OutletOptions {
  readonly topic: string;
  readonly source: string;
  readonly spool: Spool;
  /** Opens a connection to the broker. Throws where the broker can't be reached. */
  readonly connect: () => Promise<Producer>;
  /** Called with the reason when the broker can't be reached, and with '' when it can again. */
  readonly onTrouble: (trouble: string) => void;
}

/**
 * Takes batches to the broker in order. While the broker can't be reached, or while older batches still wait, they go
 * to disk.
 */
export interface Outlet {
  /** Takes a batch. It is safe once `settle` has returned. */
  push(batch: SpooledBatch): Promise<void>;
  /** Returns once each batch is acknowledged by the broker or is on disk. Throws where the disk takes none. */
  settle(): Promise<void>;
  /** Sends the batches on disk. Ends when none is left, the broker takes no more, or the signal aborts. */
  drain(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Largest record batch that brokers accept by default (1 MB), less its overhead. */
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

  /** Sends batches. False where the broker did not acknowledge all; no other attempt is made for a while. */
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
      onTrouble(messageWithWayOut(error));
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
