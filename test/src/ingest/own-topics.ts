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
      const names = options.topics.map(({ topic }) => topic);
      const created = await admin.createTopics(options);
      const foreign = names.filter((name) => !made.has(name));
      if (!created && foreign.length > 0)
        throw new Error(
          `another test file has a topic of the names ${foreign.join(', ')}: take other ones, or a broker of this file's own (startStack)`,
        );
      for (const name of names) made.add(name);
      return created;
    },
    async deleteTopics(options) {
      await admin.deleteTopics(options);
      for (const name of options.topics) made.delete(name);
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
