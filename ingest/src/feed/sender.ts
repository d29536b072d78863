import type { OutgoingMessage, Producer } from '@ringtrace/platform/kafka/producer';

/** Sends messages in large requests and in order. One request is on its way while the next one is collected. */
export interface Sender {
  /** Waits where two full requests are held already. */
  send(message: OutgoingMessage): Promise<void>;
  /** Returns once the broker has acknowledged everything. Throws where it does not. */
  flush(): Promise<void>;
}

/** Largest record batch that brokers accept by default (1 MB), less its overhead. */
const requestBytes = 900_000;

export function createSender(producer: Producer): Sender {
  let held: OutgoingMessage[] = [];
  let heldBytes = 0;
  let onTheWay: Promise<void> = Promise.resolve();

  async function sendHeld(): Promise<void> {
    await onTheWay;
    if (held.length === 0) return;
    onTheWay = producer.send(held);
    // A failure is thrown by the next send or flush. Without this line it would count as unhandled until then.
    onTheWay.catch(() => {});
    held = [];
    heldBytes = 0;
  }

  return {
    async send(message) {
      const bytes = message.value?.length ?? 0;
      if (heldBytes + bytes > requestBytes) await sendHeld();
      held.push(message);
      heldBytes += bytes;
    },
    async flush() {
      await sendHeld();
      await onTheWay;
    },
  };
}
