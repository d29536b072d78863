import { withAdmin } from '@ringtrace/platform/kafka/admin';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import type { Admin } from 'kafkajs';

/** One test file's view of the shared broker. */
export interface OwnTopics {
  /** Lists the topics that were made through it and no others, as a login without rights on them would see it. */
  readonly kafka: Kafka;
  /** Deletes the topics that were made through it. */
  remove(): Promise<void>;
}

/**
 * Keeps test files on one broker apart: a worker that reads all topics `cdr.*` reads this file's only. Throws where a
 * topic is made whose name another file uses.
 */
export function ownTopics(kafka: Kafka): OwnTopics {
  const made = new Set<string>();
  const narrowed = (admin: Admin): Admin => ({
    ...admin,
    listTopics: async () => (await admin.listTopics()).filter((topic) => made.has(topic)),
    async createTopics(options) {
      const asked = options.topics.map(({ topic }) => topic).filter((topic) => !made.has(topic));
      // Noted before the answer: a worker of this file may ask for the same topic meanwhile.
      for (const topic of asked) made.add(topic);
      const created = await admin.createTopics(options);
      if (created || asked.length === 0) return created;
      for (const topic of asked) made.delete(topic);
      throw new Error(
        `another test file has the topic ${asked.join(', ')}: take another name, or a broker of this file's own (startStack)`,
      );
    },
    async deleteTopics(options) {
      await admin.deleteTopics(options);
      for (const topic of options.topics) made.delete(topic);
    },
  });
  return {
    kafka: {
      ...kafka,
      client(overrides) {
        const client = kafka.client(overrides);
        const admin = client.admin.bind(client);
        client.admin = (config) => narrowed(admin(config));
        return client;
      },
    },
    async remove() {
      if (made.size > 0) await withAdmin(kafka, (admin) => admin.deleteTopics({ topics: [...made] }));
    },
  };
}
