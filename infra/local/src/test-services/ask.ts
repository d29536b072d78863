import { createConnection } from 'node:net';
import { text } from 'node:stream/consumers';
import { kafkaAccess } from '@ringtrace/platform/kafka/access';
import { servicesVariable } from '@ringtrace/setup/test-services';
import { z } from 'zod';

const user = z.object({ user: z.string(), password: z.string() });
const engine = z.object({ url: z.string(), pid: z.number(), readWrite: user, readOnly: user });
/** How to reach the engine of a test run. */
export type Engine = z.infer<typeof engine>;

const testKafka = z.object({ access: kafkaAccess });
/** How to reach the broker of a test run. */
export type TestKafka = z.infer<typeof testKafka>;

const template = z.object({ database: z.string() });
/** A migrated store without records in the engine of a test run. It is copied, and never written to. */
export type Template = z.infer<typeof template>;

const failure = z.object({ error: z.string() });

/** The engine of this test run. Throws the reason where it does not start. */
export const sharedEngine = (): Promise<Engine> => ask('engine', engine);

/** The broker of this test run. Throws the reason where it does not start. */
export const sharedKafka = (): Promise<TestKafka> => ask('kafka', testKafka);

/** The migrated store of this test run. Throws the reason where the engine does not start. */
export const sharedTemplate = (): Promise<Template> => ask('template', template);

async function ask<T>(service: 'engine' | 'kafka' | 'template', schema: z.ZodType<T>): Promise<T> {
  const path = process.env[servicesVariable];
  if (path === undefined)
    throw new Error(`${servicesVariable} is not set: only tests that vitest runs share services`);
  const socket = createConnection(path);
  socket.end(service);
  const answer: unknown = JSON.parse(await text(socket));
  const failed = failure.safeParse(answer);
  if (failed.success) throw new Error(failed.data.error);
  return schema.parse(answer);
}
