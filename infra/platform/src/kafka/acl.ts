import kafkajs, { type AclFilter } from 'kafkajs';
import { withAdmin } from './admin.ts';
import type { Kafka } from './client.ts';

/** A user who may write to a topic. Kafka also lets such a user read the topic's partition list, and nothing else. */
export interface Writer {
  readonly user: string;
  readonly topic: string;
}

const allowed = {
  resourceType: kafkajs.AclResourceTypes.TOPIC,
  resourcePatternType: kafkajs.ResourcePatternTypes.LITERAL,
  operation: kafkajs.AclOperationTypes.WRITE,
  permissionType: kafkajs.AclPermissionTypes.ALLOW,
} as const satisfies AclFilter;

const principalOf = (user: string) => `User:${user}`;

/** Allows a user to write to one topic, from any address. */
export async function allowWrite(kafka: Kafka, { user, topic }: Writer): Promise<void> {
  const entry = { ...allowed, resourceName: topic, principal: principalOf(user), host: '*' };
  await withAdmin(kafka, (admin) => admin.createAcls({ acl: [entry] }));
}

/** Takes the right away; this works at once, on open connections too. */
export async function forbidWrite(kafka: Kafka, { user, topic }: Writer): Promise<void> {
  const filter = { ...allowed, resourceName: topic, principal: principalOf(user) };
  await withAdmin(kafka, (admin) => admin.deleteAcls({ filters: [filter] }));
}

/** All users who may write, by ACLs that name one topic. */
export async function listWriters(kafka: Kafka): Promise<Writer[]> {
  const { resources } = await withAdmin(kafka, (admin) => admin.describeAcls(allowed));
  return resources.flatMap(({ resourceName: topic, acls }) =>
    acls.map(({ principal }) => ({ topic, user: principal.replace(/^User:/, '') })),
  );
}
