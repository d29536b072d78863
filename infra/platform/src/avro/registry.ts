import { z } from 'zod';
import type { Logger } from '../log.ts';
import type { AvroJson } from './canonical-form.ts';
import { parseSchema } from './schema-source.ts';

/** A schema registry with Confluent's HTTP interface. */
export interface Registry {
  /** The Avro schema of an id; undefined where the registry doesn't know the id or can't be reached. */
  fetch(id: string): Promise<AvroJson | undefined>;
}

const schemaResponse = z.object({
  schema: z.string().max(1_000_000),
  schemaType: z.literal('AVRO').default('AVRO'),
  /** Schemas that refer to other schemas are not supported. */
  references: z.array(z.unknown()).max(0).optional(),
});

const responseMs = 2_000;
/** Most requests without result within a period. A registry that can't be reached is asked once in a period. */
const misses = { most: 20, withinMs: 10_000 } as const;

/**
 * A client of the registry at `url`; a user and password in it are sent as basic authentication. Neither unknown ids
 * nor an unreachable registry delay other feeds: after too many failed requests, `fetch` returns undefined for the rest
 * of 10 s.
 */
export function openRegistry(url: string, log: Logger): Registry {
  const { username, password, href } = partsOf(url);
  const headers: Record<string, string> = {
    accept: 'application/vnd.schemaregistry.v1+json, application/json',
  };
  if (username !== '')
    headers['authorization'] = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  let missed = { since: Number.NEGATIVE_INFINITY, count: 0 };

  /** Throws where the registry can't be reached or fails. */
  async function ask(id: string): Promise<Response> {
    const response = await fetch(`${href}/schemas/ids/${id}`, {
      headers,
      signal: AbortSignal.timeout(responseMs),
    });
    if (response.ok || response.status === 404) return response;
    throw new Error(`the schema registry responded with HTTP status ${response.status}`);
  }

  return {
    async fetch(id) {
      if (performance.now() - missed.since > misses.withinMs) missed = { since: performance.now(), count: 0 };
      if (missed.count >= misses.most) return undefined;
      const response = await ask(id).catch((error: unknown) => {
        log.warn({ err: String(error), id }, 'the schema registry cannot be reached');
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
    return parseSchema(schemaResponse.parse(await response.json()).schema);
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
