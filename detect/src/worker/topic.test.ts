import type { OutgoingMessage, Producer } from '@ringtrace/platform/kafka/producer';
import { expect, it } from 'vitest';
import { candidatePublisher } from './topic.ts';

const event = { key: 't-1', value: '{"candidate_id":"t-1"}' };

/** A broker in memory. */
class Broker {
  connections = 0;
  closed = 0;
  isAway = false;
  readonly messages: OutgoingMessage[] = [];

  readonly connect = async (): Promise<Producer> => {
    this.connections += 1;
    return {
      send: async (messages) => {
        if (this.isAway) throw new Error('the broker is away');
        this.messages.push(...messages);
      },
      close: async () => {
        this.closed += 1;
        if (this.isAway) throw new Error('nothing to close');
      },
    };
  };
}

it('connects with the first candidate, and sends all over one connection', async () => {
  const broker = new Broker();
  const { publish, close } = candidatePublisher(broker.connect);
  expect(broker.connections).toBe(0);
  await publish([event]);
  await publish([event]);
  expect(broker.connections).toBe(1);
  expect(broker.messages).toHaveLength(2);
  expect(broker.messages[0]).toEqual({
    topic: 'traceback.candidates',
    key: 't-1',
    value: Buffer.from(event.value),
  });
  await close();
  expect(broker.closed).toBe(1);
});

it('closes a connection that failed, tells why, and connects anew the next time', async () => {
  const broker = new Broker();
  const { publish } = candidatePublisher(broker.connect);
  broker.isAway = true;
  await expect(publish([event])).rejects.toThrow('the broker is away');
  expect(broker.closed).toBe(1);
  broker.isAway = false;
  await publish([event]);
  expect(broker.connections).toBe(2);
  expect(broker.messages).toHaveLength(1);
});

it('has nothing to close where nothing was published', async () => {
  const broker = new Broker();
  await candidatePublisher(broker.connect).close();
  expect(broker.connections + broker.closed).toBe(0);
});
