import { sharedKafka } from '@ringtrace/local/test-services/ask';
import { ensureTopic, listFeedTopics, withAdmin } from '@ringtrace/platform/kafka/admin';
import { createKafka, type Kafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { beforeAll, expect, it } from 'vitest';
import { ownTopics } from './own-topics.ts';

let kafka: Kafka;
beforeAll(async () => {
  kafka = createKafka((await sharedKafka()).access, 'test', createLog('test', 'silent'));
});

it('each test file lists its own feed topics alone, and takes them away at its end', async () => {
  const one = ownTopics(kafka);
  const other = ownTopics(kafka);
  await ensureTopic(one.kafka, 'cdr.own-one');
  await ensureTopic(other.kafka, 'cdr.own-other');
  expect(await listFeedTopics(one.kafka)).toEqual(['cdr.own-one']);
  expect(await listFeedTopics(other.kafka)).toEqual(['cdr.own-other']);
  await one.remove();
  expect(await withAdmin(kafka, (admin) => admin.listTopics())).not.toContain('cdr.own-one');
  await other.remove();
});

it('a name that another file uses is refused', async () => {
  const one = ownTopics(kafka);
  const other = ownTopics(kafka);
  await ensureTopic(one.kafka, 'own-taken');
  expect(await ensureTopic(one.kafka, 'own-taken')).toBe(false);
  await expect(ensureTopic(other.kafka, 'own-taken')).rejects.toThrow(
    'another test file has the topic own-taken',
  );
  await one.remove();
});
