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
  /** Whether it has a user that may write there; others are fed by the operator alone. */
  readonly writes: boolean;
}

/** What a carrier signs in with. The password is nowhere else: Kafka keeps a salted hash. */
export interface CarrierLogin {
  readonly topic: string;
  readonly username: string;
  readonly password: string;
}

/** A carrier's user bears its topic's name, so that no carrier's id can be the name of another user of the cluster. */
const writerOf = (carrier: string) => ({ user: feedTopic(carrier), topic: feedTopic(carrier) });

/** Every carrier that has a topic, by name. */
export async function listCarriers(kafka: Kafka): Promise<Carrier[]> {
  const writers = new Set((await listWriters(kafka)).map(({ user, topic }) => `${user} ${topic}`));
  return (await listFeedTopics(kafka)).map((topic) => ({
    carrier: carrierOfTopic(topic) ?? '',
    topic,
    writes: writers.has(`${topic} ${topic}`),
  }));
}

/**
 * Makes a carrier's topic and its user, who may write to that topic and do nothing else. The right is given last: when
 * this is cut short, doing it again completes it. Throws where the carrier may write already.
 */
export async function addCarrier(kafka: Kafka, carrier: string): Promise<CarrierLogin> {
  const writer = writerOf(carrier);
  const present = await listCarriers(kafka);
  if (present.some(({ topic, writes }) => writes && topic === writer.topic)) {
    throw new Error(
      `carrier ${carrier} has its user already, and its password was shown then: 'ringtrace carrier disable ${carrier}', then add it again, gives a new one`,
    );
  }
  const password = randomBytes(24).toString('base64url');
  await ensureTopic(kafka, writer.topic);
  await setPassword(kafka.access, writer.user, password);
  await allowWrite(kafka, writer);
  return { topic: writer.topic, username: writer.user, password };
}

/** Takes a carrier's right to write away, at once, and its user. The topic and what is in it stay. */
export async function disableCarrier(kafka: Kafka, carrier: string): Promise<void> {
  const writer = writerOf(carrier);
  if (!(await listFeedTopics(kafka)).includes(writer.topic))
    throw new Error(`there is no carrier ${carrier}: 'ringtrace carrier list' shows all`);
  await forbidWrite(kafka, writer);
  await removePassword(kafka.access, writer.user);
}
