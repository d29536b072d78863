import type { OutgoingMessage, Producer } from '@ringtrace/platform/kafka/producer';

/** Sends messages in large requests, in order, one request on its way while the next is being made. */
export interface Sender {
  /** Waits while two requests' worth is held. */
  send(message: OutgoingMessage): Promise<void>;
  /** Returns once the broker has acknowledged everything. */
  flush(): Promise<void>;
}

/** What brokers take in one record batch, less its overhead. */
const requestBytes = 900_000;

export function createSender(producer: Producer): Sender {
  let held: OutgoingMessage[] = [];
  let heldBytes = 0;
  let onTheWay: Promise<void> = Promise.resolve();

  async function sendHeld(): Promise<void> {
    await onTheWay;
    if (held.length === 0) return;
    onTheWay = producer.send(held);
    // A failure is thrown by the next send or flush; until then nobody waits for it.
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
