/**
 * Starts a broker, writes a message and reads it, and has the broker write the classes it has loaded to the file given as argument:
 * `infra/setup/kafka-classes.mjs`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { type LocalKafka, launchKafka } from './launch.ts';

const topic = 'any';

/** What a broker does first for us. */
async function use({ access }: LocalKafka): Promise<void> {
  const client = createKafka(access, 'ringtrace-set-up', createLog('set-up', 'silent')).client();
  const [admin, producer, consumer] = [
    client.admin(),
    client.producer(),
    client.consumer({ groupId: topic }),
  ];
  await Promise.all([admin, producer, consumer].map((one) => one.connect()));
  await admin.createTopics({ topics: [{ topic }], waitForLeaders: true });
  await producer.send({ topic, messages: [{ value: 'a message' }] });
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer.run({ eachMessage: async () => resolve() }).catch(reject);
  });
  await Promise.all([admin, producer, consumer].map((one) => one.disconnect()));
}

const [writeClassesTo = ''] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'ringtrace-classes-'));
try {
  const kafka = await launchKafka({
    dataDir: join(folder, 'kafka'),
    credentialsFile: join(folder, 'credentials.json'),
    writeClassesTo,
  });
  await use(kafka);
  // To write them takes longer than `stop` waits for a broker.
  process.kill(kafka.pid, 'SIGTERM');
  await kafka.exited;
  await kafka.stop();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
