import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';
import { createKafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { candidatesTopic, carrierOfTopic, feedTopic, replaysTopic } from '@ringtrace/schemas/topics';
import kafkajs from 'kafkajs';
import { z } from 'zod';
import type { Home, Server } from '../e2e/ringtrace.ts';
import { feedAndSettle } from './feed.ts';
import { referenceLines } from './reference.ts';
import { corrections, firstTraffic, refusedRecords } from './traffic.ts';

const avroSchema = z.looseObject({ fields: z.array(z.looseObject({ name: z.string() })) });

/** The feed's schema with one field more, as a carrier may have it: every release can read it. */
function foreignSchema(): string {
  const text = readFileSync(join(projectRoot, 'schemas', 'released', 'v1.avsc'), 'utf8');
  const { fields, ...rest } = avroSchema.parse(JSON.parse(text));
  return JSON.stringify({
    ...rest,
    fields: [...fields, { name: 'switch_version', type: 'string', default: '' }],
  });
}

/** Brings rows into every table: the way of each is a command that every release has. */
export async function fillStore(home: Home, server: Server): Promise<void> {
  const scratch = (name: string, text: string) => {
    const path = join(home.directory, name);
    writeFileSync(path, text);
    return path;
  };
  for (const [kind, lines] of referenceLines)
    await home.ok(['reference', 'load', kind, scratch(`${kind}.csv`, `${lines.join('\n')}\n`)]);
  await home.ok(['schema', 'add', scratch('foreign.avsc', foreignSchema())]);
  await home.ok(['carrier', 'add', 'west']);
  const first = firstTraffic();
  await feedAndSettle(home, first);
  await sendNoise(server, feedTopic('south'));
  await feedAndSettle(home, ...corrections(first, 1), refusedRecords(first));
  await keepForEver(server);
}

const kafkaOf = ({ instance }: Server) =>
  createKafka(instance.kafka, 'ringtrace-release', createLog('release', 'warn')).client();

/** A message that is no batch at all. */
async function sendNoise(server: Server, topic: string): Promise<void> {
  const producer = kafkaOf(server).producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ value: 'no batch of call-detail records' }] });
  await producer.disconnect();
}

const ours = [candidatesTopic, replaysTopic];

/** The messages are read again long after the usual retention. */
async function keepForEver(server: Server): Promise<void> {
  const admin = kafkaOf(server).admin();
  await admin.connect();
  const topics = await admin.listTopics();
  await admin.alterConfigs({
    validateOnly: false,
    resources: topics
      .filter((name) => carrierOfTopic(name) !== undefined || ours.includes(name))
      .map((name) => ({
        type: kafkajs.ConfigResourceTypes.TOPIC,
        name,
        configEntries: [{ name: 'retention.ms', value: '-1' }],
      })),
  });
  await admin.disconnect();
}
