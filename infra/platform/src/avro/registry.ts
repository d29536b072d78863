import { z } from 'zod';
import type { Logger } from '../log.ts';
import type { AvroJson } from './canonical-form.ts';
import { parseSchema } from './schema-source.ts';

/** A schema registry that speaks Confluent's HTTP interface. */
export interface Registry {
  /** The Avro schema of an id; undefined where the registry doesn't know it, or doesn't answer now. */
  fetch(id: string): Promise<AvroJson | undefined>;
}

const answer = z.object({
  schema: z.string().max(1_000_000),
  schemaType: z.literal('AVRO').default('AVRO'),
  /** Schemas that are put together of several are not read. */
  references: z.array(z.unknown()).max(0).optional(),
});

const answerMs = 2_000;
/** Ids it doesn't know that are asked for in one stretch of time; one that is away is asked once in it. */
const misses = { most: 20, withinMs: 10_000 } as const;

/**
 * A client of the registry at `url`; a user and password in it are sent as basic authentication. Neither ids that
 * nobody registered nor a registry that is away hold the other feeds up: for the rest of 10 s it answers by itself then.
 */
export function openRegistry(url: string, log: Logger): Registry {
  const { username, password, href } = partsOf(url);
  const headers: Record<string, string> = {
    accept: 'application/vnd.schemaregistry.v1+json, application/json',
  };
  if (username !== '')
    headers['authorization'] = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  let missed = { since: Number.NEGATIVE_INFINITY, count: 0 };

  /** Throws where it is away. */
  async function ask(id: string): Promise<Response> {
    const response = await fetch(`${href}/schemas/ids/${id}`, {
      headers,
      signal: AbortSignal.timeout(answerMs),
    });
    if (response.ok || response.status === 404) return response;
    throw new Error(`the registry answered ${response.status}`);
  }

  return {
    async fetch(id) {
      if (performance.now() - missed.since > misses.withinMs) missed = { since: performance.now(), count: 0 };
      if (missed.count >= misses.most) return undefined;
      const response = await ask(id).catch((error: unknown) => {
        log.warn({ err: String(error), id }, 'the schema registry is away');
        missed = { since: performance.now(), count: misses.most };
      });
      const schema = response?.ok ? await schemaIn(response) : undefined;
      if (schema === undefined) missed.count += 1;
      return schema;
    },
  };
}

async function schemaIn(response: Response): Promise<AvroJson | undefined> {
  try {
    return parseSchema(answer.parse(await response.json()).schema);
  } catch {
    return undefined;
  }
}

function partsOf(text: string) {
  const url = new URL(text);
  const [username, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  url.username = '';
  url.password = '';
  return { username, password, href: url.href.replace(/\/+$/, '') };
}
