import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { asked, byHand } from '../work/desk.fixture.ts';
import { documentFile } from './document-file.ts';
import { memoryApi } from './office.fixture.ts';
import { readingRights } from './rights.ts';
import { root } from './root.ts';
import { routes } from './routes/all.ts';
import { StoreAwayError } from './store-office.ts';

/** A path with something in each of its places. */
const somewhere = (path: string) => `${root}${path.replaceAll(/\{\w+\}/g, 'x')}`;
const everyRoute = routes.map((route): [string, (typeof routes)[number]] => [
  `${route.method} ${route.path}`,
  route,
]);

const problem = (body: unknown) =>
  z
    .object({
      type: z.string(),
      status: z.number(),
      detail: z.string(),
      fields: z.array(z.object({ in: z.string(), field: z.string() })).optional(),
      changes: z.array(z.object({ type: z.string(), actor: z.string() })).optional(),
    })
    .parse(body);

describe('every route', () => {
  it.each(everyRoute)('%s answers nobody without a token', async (_, { method, path }) => {
    const { app, failures } = memoryApi();
    for (const authorization of [undefined, 'Bearer rtc_nobody', 'Basic rtc_anna', 'Bearer ']) {
      const response = await app.request(somewhere(path), {
        method: method.toUpperCase(),
        headers: authorization === undefined ? {} : { authorization },
      });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('Bearer');
      expect(problem(await response.json()).detail).toContain('token add');
    }
    expect(failures).toEqual([]);
  });

  it.each(everyRoute.filter(([, { needs }]) => !readingRights.has(needs)))(
    '%s changes nothing for a token that may only read',
    async (_, { method, path }) => {
      const { send, changes } = memoryApi();
      const { status } = await send(
        method.toUpperCase(),
        somewhere(path),
        method === 'get' ? undefined : {},
        { as: 'reader' },
      );
      expect(status).toBe(403);
      expect(changes()).toBe(0);
    },
  );

  it.each(everyRoute)('%s refuses another method, and names those that it takes', async (_, { path }) => {
    const { send } = memoryApi();
    const { status, headers } = await send('PATCH', somewhere(path), {});
    expect(status).toBe(405);
    expect(headers.get('allow')).toMatch(/GET|POST|PUT/);
  });

  it.each(everyRoute.filter(([, { method }]) => method !== 'get'))(
    '%s takes no hostile body',
    async (_, { method, path, file, mostBytes }) => {
      const { send, failures } = memoryApi();
      const to = (body: string, type = file[0] ?? 'application/json') =>
        send(method.toUpperCase(), somewhere(path), body, { 'content-type': type });
      for (const body of [
        '',
        '{',
        'null',
        '[]',
        '"x"',
        '{"__proto__":{"reason":"x"}}',
        '{"nothing_of_ours":1}',
      ]) {
        const { status, body: said } = await to(body);
        expect([400, 404]).toContain(status);
        expect(problem(said).detail).not.toBe('');
      }
      expect((await to('{}', 'text/plain')).status).toBe(415);
      expect((await to(' '.repeat(mostBytes + 1))).status).toBe(413);
      expect(failures).toEqual([]);
    },
  );

  it.each(everyRoute.filter(([, { method, query }]) => method === 'get' && query !== undefined))(
    '%s refuses a parameter that it does not know, and one that is given twice',
    async (_, { path }) => {
      const { send } = memoryApi();
      const unknown = await send('GET', `${somewhere(path)}?colour=red`);
      expect(unknown.status).toBe(400);
      expect(problem(unknown.body).fields).toContainEqual({ in: 'query', field: 'colour' });
    },
  );

  it.each(
    everyRoute.filter(([name, { path }]) => path.includes('{') && name !== 'put /providers/{provider}'),
  )('%s says that there is no such thing', async (_, { method, path, body }) => {
    const { send } = memoryApi();
    if (method !== 'get' && !body.safeParse({}).success) return;
    const { status, body: said } = await send(
      method.toUpperCase(),
      somewhere(path),
      method === 'get' ? undefined : {},
    );
    expect(status).toBe(404);
    expect(problem(said).detail).toContain("'x'");
  });
});

describe('the server', () => {
  it('knows nothing beside its routes', async () => {
    const { send } = memoryApi();
    expect((await send('GET', '/nothing')).status).toBe(404);
    expect((await send('GET', '/api/v1/../../etc/passwd')).status).toBe(404);
  });

  it('lets nothing be kept or run', async () => {
    const { app } = memoryApi();
    for (const path of ['/api/v1/cases', '/nothing', '/openapi.json']) {
      const { headers } = await app.request(path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  it('tells a fault without its details, and tells it in the log', async () => {
    const { send, memory, desk, failures } = memoryApi();
    const { case_id } = await asked(desk);
    memory.records = { ...memory.records, trace: Reflect.get({}, 'nothing') };
    const { status, body } = await send('POST', '/tracebacks', {
      case_id,
      calling_number: 12025550123,
      called_number: 13125550177,
      call_time: '2026-03-01T12:00:00Z',
    });
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('undefined');
    expect(failures).toHaveLength(1);
  });
});

describe('the API while the store is away', () => {
  it('says so for lists, takes changes all the same, and shows single things', async () => {
    const { send, office, failures } = memoryApi();
    office.page = async () => {
      throw new StoreAwayError('the store does not answer now: try again');
    };
    const opened = await send('POST', '/cases', byHand);
    expect(opened.status).toBe(201);
    const { case_id } = z.object({ case_id: z.string() }).parse(opened.body);
    expect((await send('GET', `/cases/${case_id}`)).status).toBe(200);
    const listed = await send('GET', '/cases');
    expect(listed.status).toBe(503);
    expect(problem(listed.body).detail).toContain('try again');
    expect(failures).toHaveLength(1);
  });
});

describe('the OpenAPI document', () => {
  it('in docs is what the code says (npm run docs writes it)', () => {
    expect(readFileSync(documentFile.path, 'utf8')).toBe(documentFile.content);
  });

  it('is served, and names every route', async () => {
    const { send } = memoryApi();
    const { app } = memoryApi();
    const response = await app.request('/openapi.json', { headers: { authorization: 'Bearer rtc_reader' } });
    const document = z
      .object({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse(await response.json());
    expect(document.openapi).toBe('3.1.0');
    for (const { method, path } of routes) expect(document.paths[`${root}${path}`]).toHaveProperty(method);
    expect((await send('POST', '/api/../openapi.json', {})).status).toBe(405);
  });

  it('refers to no schema that is not there, and gives each operation a name of its own', () => {
    const document = documentFile.content;
    const named = Object.keys(
      z
        .object({ components: z.object({ schemas: z.record(z.string(), z.unknown()) }) })
        .parse(JSON.parse(document)).components.schemas,
    );
    const used = [...document.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(used.length).toBeGreaterThan(10);
    for (const name of used) expect(named).toContain(name);
    const operations = [...document.matchAll(/"operationId": "(\w+)"/g)].map(([, name]) => name);
    expect(new Set(operations).size).toBe(routes.length);
  });
});

describe('two people who act at once', () => {
  it('lose no change: the second one is told who changed what', async () => {
    const { send } = memoryApi();
    const opened = await send('POST', '/cases', { ...byHand, reason: 'a complaint' });
    expect(opened.status).toBe(201);
    const { case_id, version } = z.object({ case_id: z.string(), version: z.number() }).parse(opened.body);
    expect(opened.headers.get('etag')).toBe(`"${version}"`);
    const first = await send('POST', `/cases/${case_id}/assign`, { assignee: 'ben', version }, { as: 'ben' });
    expect(first.body).toMatchObject({ assignee: 'ben', version: version + 1 });
    for (const second of [
      await send('POST', `/cases/${case_id}/assign`, { assignee: 'anna', version }),
      await send('POST', `/cases/${case_id}/assign`, { assignee: 'anna' }, { 'if-match': `"${version}"` }),
    ]) {
      expect(second.status).toBe(409);
      expect(problem(second.body).changes).toMatchObject([{ type: 'case_assigned', actor: 'ben' }]);
    }
    expect((await send('GET', `/cases/${case_id}`)).body).toMatchObject({ assignee: 'ben' });
  });

  it.each(['3', 'W/"3"', '"x"'])('are told where If-Match is %s, which is no version', async (etag) => {
    const { send } = memoryApi();
    const { status, body } = await send('PUT', '/rules', {}, { 'if-match': etag });
    expect(status).toBe(400);
    expect(problem(body).detail).not.toBe('');
  });
});
