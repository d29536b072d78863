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

const answerMs = 3_000;
/** Questions without a schema for an answer that are asked in one stretch of time; further ids are unknown until then. */
const misses = { most: 20, withinMs: 10_000 } as const;

/**
 * A client of the registry at `url`; a user and password in it are sent as basic authentication. Ids nobody registered
 * cost the other feeds next to nothing, however many there are: after 20 misses it asks no more for 10 s.
 */
export function openRegistry(url: string, log: Logger): Registry {
  const { username, password, ...base } = partsOf(url);
  const headers: Record<string, string> = {
    accept: 'application/vnd.schemaregistry.v1+json, application/json',
  };
  if (username !== '')
    headers['authorization'] = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  let missed = { since: Number.NEGATIVE_INFINITY, count: 0 };

  return {
    async fetch(id) {
      if (performance.now() - missed.since > misses.withinMs) missed = { since: performance.now(), count: 0 };
      if (missed.count >= misses.most) return undefined;
      try {
        const response = await fetch(`${base.href}/schemas/ids/${id}`, {
          headers,
          signal: AbortSignal.timeout(answerMs),
        });
        if (!response.ok) throw new Error(`the registry answered ${response.status}`);
        return parseSchema(answer.parse(await response.json()).schema);
      } catch (error) {
        missed.count += 1;
        log.warn({ err: String(error), id }, 'no schema of the registry');
        return undefined;
      }
    },
  };
}

function partsOf(text: string) {
  const url = new URL(text);
  const [username, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  url.username = '';
  url.password = '';
  return { username, password, href: url.href.replace(/\/+$/, '') };
}
