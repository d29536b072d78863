import { readFileSync } from 'node:fs';
import { createKafka, type Kafka } from '@ringtrace/platform/kafka/client';
import { createLog } from '@ringtrace/platform/log';
import { z } from 'zod';
import type { Home } from '../e2e/ringtrace.ts';

/** What `ringtrace carrier add --json` prints: the settings of a client on librdkafka, and the topic. */
const login = z.object({
  'bootstrap.servers': z.string(),
  'security.protocol': z.literal('SASL_SSL'),
  'sasl.mechanism': z.literal('SCRAM-SHA-512'),
  'sasl.username': z.string(),
  'sasl.password': z.string(),
  'ssl.ca.location': z.string(),
  topic: z.string(),
});
export type Login = z.infer<typeof login>;

export const addCarrier = async (home: Home, id: string): Promise<Login> =>
  login.parse(await home.json('carrier', 'add', id));

/** A connection as a carrier. */
export const kafkaAs = (as: Login): Kafka =>
  createKafka(
    {
      brokers: [as['bootstrap.servers']],
      user: { mechanism: 'scram-sha-512', username: as['sasl.username'], password: as['sasl.password'] },
      tls: { ca: readFileSync(as['ssl.ca.location'], 'utf8') },
    },
    'a-carrier',
    createLog('test', 'silent'),
  );

/** The variables by which `ringtrace feed` signs in as a carrier. */
export const environmentOf = (as: Login): NodeJS.ProcessEnv => ({
  KAFKA_BROKERS: as['bootstrap.servers'],
  KAFKA_SASL_USERNAME: as['sasl.username'],
  KAFKA_SASL_PASSWORD: as['sasl.password'],
  KAFKA_TLS_CA: as['ssl.ca.location'],
});
