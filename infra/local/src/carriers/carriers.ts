import { randomBytes } from 'node:crypto';
import { allowWrite, forbidWrite, listWriters } from '@ringtrace/platform/kafka/acl';
import { ensureTopic, listFeedTopics } from '@ringtrace/platform/kafka/admin';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { carrierOfTopic, feedTopic } from '@ringtrace/schemas/topics';
import { removePassword, setPassword } from './scram-users.ts';

/** A carrier with a topic. */
export interface Carrier {
  readonly carrier: string;
  readonly topic: string;
  /** Whether the carrier has a user that may write to the topic. Without one, only the operator can feed the topic. */
  readonly writes: boolean;
}

/** A carrier's login. The password is not stored anywhere: Kafka keeps a salted hash. */
export interface CarrierLogin {
  readonly topic: string;
  readonly username: string;
  readonly password: string;
}

/** A carrier's user has the name of the carrier's topic. Its prefix makes sure that the name is not another user's. */
const writerOf = (carrier: string) => ({ user: feedTopic(carrier), topic: feedTopic(carrier) });

/** All carriers that have a topic, sorted by name. */
export async function listCarriers(kafka: Kafka): Promise<Carrier[]> {
  const writers = new Set((await listWriters(kafka)).map(({ user, topic }) => `${user} ${topic}`));
  return (await listFeedTopics(kafka)).map((topic) => ({
    carrier: carrierOfTopic(topic) ?? '',
    topic,
    writes: writers.has(`${topic} ${topic}`),
  }));
}

/**
 * Creates a carrier's topic, and its user, who may write to that topic and do nothing else. The right is granted last:
 * where an earlier step fails, `addCarrier` can be repeated. Throws where the carrier has the right already.
 */
export async function addCarrier(kafka: Kafka, carrier: string): Promise<CarrierLogin> {
  const writer = writerOf(carrier);
  const present = await listCarriers(kafka);
  if (present.some(({ topic, writes }) => writes && topic === writer.topic)) {
    throw new Error(
      `carrier ${carrier} has its user already; the password was shown when it was added. For a new password run 'ringtrace carrier disable ${carrier}', then add it again`,
    );
  }
  const password = randomBytes(24).toString('base64url');
  await ensureTopic(kafka, writer.topic);
  await setPassword(kafka.access, writer.user, password);
  await allowWrite(kafka, writer);
  return { topic: writer.topic, username: writer.user, password };
}

/**
 * Takes away a carrier's right to write, which works at once, and deletes its user. The topic and its messages stay.
 */
export async function disableCarrier(kafka: Kafka, carrier: string): Promise<void> {
  const writer = writerOf(carrier);
  if (!(await listFeedTopics(kafka)).includes(writer.topic))
    throw new Error(`there is no carrier ${carrier}: 'ringtrace carrier list' shows all`);
  await forbidWrite(kafka, writer);
  await removePassword(kafka.access, writer.user);
}
