import type { Admin } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { createLog } from '../log.ts';
import { committedOffsets, partitionRanges } from './admin.ts';
import { createKafka, type Kafka } from './client.ts';

const real = createKafka({ brokers: ['nowhere.invalid:1'] }, 'test', createLog('test', 'silent'));

/** Kafka whose admin client has these answers, and no connection. */
function kafkaOf(answers: Partial<Admin>): Kafka {
  return {
    ...real,
    client(overrides) {
      const client = real.client(overrides);
      const admin = client.admin();
      client.admin = () => ({ ...admin, connect: async () => {}, disconnect: async () => {}, ...answers });
      return client;
    },
  };
}

describe('the offsets of several topics', () => {
  it('are asked for topic after topic: kafkajs mixes up requests that run at once', async () => {
    let running = 0;
    const kafka = kafkaOf({
      async fetchTopicOffsets(topic) {
        running += 1;
        await Promise.resolve();
        const alone = running === 1;
        running -= 1;
        if (!alone) throw new Error(`${topic} is asked for beside another topic`);
        return [{ partition: 0, offset: '9', low: topic === 'cdr.a' ? '2' : '3', high: '9' }];
      },
    });
    expect(await partitionRanges(kafka, ['cdr.a', 'cdr.b'])).toEqual([
      { topic: 'cdr.a', partition: 0, low: 2, end: 9 },
      { topic: 'cdr.b', partition: 0, low: 3, end: 9 },
    ]);
  });

  it('that a group has committed are asked for without a list of partitions, and only the wanted are kept', async () => {
    const kafka = kafkaOf({
      async fetchOffsets({ topics }) {
        if (topics !== undefined)
          throw new Error('kafkajs would load the partitions of several topics at once');
        return ['cdr.a', 'cdr.b', 'cdr.c'].map((topic) => ({
          topic,
          partitions: [
            { partition: 0, offset: '7', metadata: null },
            { partition: 1, offset: '-1', metadata: null },
          ],
        }));
      },
    });
    expect(await committedOffsets(kafka, 'g', ['cdr.c', 'cdr.a'])).toEqual([
      { topic: 'cdr.a', partition: 0, offset: 7 },
      { topic: 'cdr.c', partition: 0, offset: 7 },
    ]);
  });
});
