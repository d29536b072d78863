import { routes } from '@ringtrace/console/server/routes/all';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';

/** An address that a page asks. */
export interface Address {
  /** Path of the route, and what is asked of it. */
  readonly name: string;
  readonly path: string;
}

const example = defineQuery()({
  name: 'a call of a campaign',
  row: z.object({
    campaign: z.string(),
    candidate: z.string(),
    carrier: z.string(),
    call_id: z.string(),
    at: z.string(),
    calling: z.number(),
    called: z.number(),
  }),
  sql: `
SELECT t.campaign_id AS campaign, t.candidate_id AS candidate, toString(c.carrier) AS carrier, c.call_id AS call_id,
  concat(replaceOne(toString(c.start_time), ' ', 'T'), 'Z') AS at, c.calling_number AS calling, c.called_number AS called
FROM (SELECT * FROM campaign_calls ORDER BY hour DESC LIMIT 1) AS c
INNER JOIN traceback_candidates AS t ON t.campaign_id = c.campaign_id LIMIT 1`,
});

const someCase = defineQuery()({
  name: 'a case with a request',
  row: z.object({
    case_id: z.string(),
    traceback_id: z.string(),
    request_id: z.string(),
    provider: z.string(),
  }),
  sql: 'SELECT case_id, traceback_id, request_id, provider FROM requests ORDER BY request_id LIMIT 1',
});

const letter = defineQuery<{ carrier: string }>()({
  name: 'a dead letter',
  row: z.object({ partition: z.number(), offset: z.number(), record_index: z.number() }),
  sql: 'SELECT partition, offset, record_index FROM dead_letters FINAL WHERE carrier = {carrier: String} ORDER BY received_at DESC LIMIT 1',
});

/** Reads messages of the broker, which has none here. */
const notAsked = ['/console/calls/{carrier}/{call_id}/records'];

/** What each route is asked for, unless it is asked without anything. */
async function queriesFor(store: Store): Promise<Readonly<Record<string, readonly string[]>>> {
  const [call] = await store.query(example, {});
  if (call === undefined) throw new Error('no campaign has a call');
  const day = call.at.slice(0, 10);
  const reports = ['from=2025-12-01T00:00:00Z&to=2026-03-01T00:00:00Z'];
  const ofCarrier = [`carrier=${call.carrier}`];
  const calls = [
    '',
    `calling=${call.calling}`,
    `called=${call.called}`,
    `calling=${String(call.calling).slice(0, 7)}`,
    `carrier=${call.carrier}&from=${day}T00:00:00Z&to=${day}T23:59:59Z`,
    'sip=4xx&answered=no',
    `calling=18005550142`,
  ];
  return {
    '/console/calls': calls,
    '/console/calls/stitched': ['', `calling=${call.calling}`],
    '/console/calls.csv': [`calling=${call.calling}`],
    '/console/calls/{carrier}/{call_id}': [`at=${call.at}`],
    '/console/report': reports,
    '/console/report.html': reports,
    '/console/report.csv': reports,
    '/console/report.json': reports,
    '/console/dead-letters': ofCarrier,
    '/console/dead-letters.csv': ofCarrier,
    '/console/feed-gaps': ofCarrier,
    '/console/feed-gaps.csv': ofCarrier,
  };
}

async function partsFor(store: Store): Promise<Readonly<Record<string, string>>> {
  const [call] = await store.query(example, {});
  const [kept] = await store.query(someCase, {});
  const [dead] = await store.query(letter, { carrier: call?.carrier ?? '' });
  return {
    id: call?.candidate ?? '',
    carrier: call?.carrier ?? '',
    call_id: call?.call_id ?? '',
    provider: call?.carrier ?? '',
    case_id: kept?.case_id ?? '',
    traceback_id: kept?.traceback_id ?? '',
    request_id: kept?.request_id ?? '',
    partition: String(dead?.partition ?? ''),
    offset: String(dead?.offset ?? ''),
    record_index: String(dead?.record_index ?? ''),
  };
}

/** What pages ask of casework's own routes. */
const ofCasework = ['/cases', '/tracebacks?status=open', '/requests'];

/** Every address that the pages read, with parts of paths that the store holds. Throws where a path has an unknown part. */
export async function addresses(store: Store): Promise<Address[]> {
  const queries = await queriesFor(store);
  const parts = await partsFor(store);
  const fill = (path: string) =>
    path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = parts[name];
      if (value === undefined || value === '') throw new Error(`${path}: the benchmark knows no ${name}`);
      return encodeURIComponent(value);
    });
  const reading = routes.filter(({ method, path }) => method === 'get' && !notAsked.includes(path));
  return reading
    .flatMap(({ path }) =>
      (queries[path] ?? ['']).map((query) => {
        const end = query === '' ? '' : `?${query}`;
        return { name: `${path}${end}`, path: `${fill(path)}${end}` };
      }),
    )
    .concat(ofCasework.map((path) => ({ name: path, path: fill(path) })));
}
