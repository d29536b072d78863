import kafkajs, { type AclFilter } from 'kafkajs';
import { withAdmin } from './admin.ts';
import type { Kafka } from './client.ts';

/** A user who may write to a topic. Kafka derives from it that they may ask for its partitions, and nothing else. */
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

/** Lets a user write to one topic, from any address. */
export async function allowWrite(kafka: Kafka, { user, topic }: Writer): Promise<void> {
  const entry = { ...allowed, resourceName: topic, principal: principalOf(user), host: '*' };
  await withAdmin(kafka, (admin) => admin.createAcls({ acl: [entry] }));
}

/** Takes that right away, from connections that are open too. */
export async function forbidWrite(kafka: Kafka, { user, topic }: Writer): Promise<void> {
  const filter = { ...allowed, resourceName: topic, principal: principalOf(user) };
  await withAdmin(kafka, (admin) => admin.deleteAcls({ filters: [filter] }));
}

/** Everybody who may write to a topic named in an ACL of its own. */
export async function listWriters(kafka: Kafka): Promise<Writer[]> {
  const { resources } = await withAdmin(kafka, (admin) => admin.describeAcls(allowed));
  return resources.flatMap(({ resourceName: topic, acls }) =>
    acls.map(({ principal }) => ({ topic, user: principal.replace(/^User:/, '') })),
  );
}
