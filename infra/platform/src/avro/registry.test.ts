import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { cdrBatchAvro } from '@ringtrace/schemas/cdr';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createLog } from '../log.ts';
import { openRegistry } from './registry.ts';

// A registry that fails. test/src/producers tests with a real one.
let server: Server;
let url: string;
let asked: { path: string; authorization: string | undefined }[];
let answer: (id: string) => [status: number, body: string];

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, authorization: request.headers.authorization });
    const [status, body] = answer(path.split('/').at(-1) ?? '');
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${z.object({ port: z.int() }).parse(server.address()).port}`;
});
afterAll(() => {
  server.close();
});
beforeEach(() => {
  asked = [];
});

const log = createLog('test', 'silent');
const avro = (schema: unknown, rest: object = {}) =>
  JSON.stringify({ schema: JSON.stringify(schema), ...rest });

describe('a registry', () => {
  it('is asked for an id under its path, with the user and password of its URL', async () => {
    answer = () => [200, avro(cdrBatchAvro)];
    const registry = openRegistry(`${url.replace('//', '//us%40r:p%3A1@')}/apis/ccompat/v7/`, log);
    expect(await registry.fetch('7')).toEqual(JSON.parse(JSON.stringify(cdrBatchAvro)));
    const authorization = `Basic ${Buffer.from('us@r:p:1').toString('base64')}`;
    expect(asked).toEqual([{ path: '/apis/ccompat/v7/schemas/ids/7', authorization }]);
  });

  it.each([
    ['answers with an error', [500, '']],
    ['answers with anything', [200, '<html>']],
    ['holds a schema of another kind', [200, avro({ type: 'object' }, { schemaType: 'JSON' })]],
    ['holds a schema put together of others', [200, avro('X', { references: [{ name: 'X' }] })]],
  ] as const)('that %s knows no schema', async (_, reply) => {
    answer = () => [...reply];
    expect(await openRegistry(url, log).fetch('7')).toBeUndefined();
  });

  it('that cannot be reached knows no schema, and is not asked again at once', async () => {
    expect(await openRegistry('http://127.0.0.1:1', log).fetch('7')).toBeUndefined();
    answer = () => [503, ''];
    const registry = openRegistry(url, log);
    for (const id of ['7', '8', '9']) expect(await registry.fetch(id)).toBeUndefined();
    expect(asked).toHaveLength(1);
  });

  it('gets few requests for ids that nobody registered', async () => {
    answer = () => [404, '{}'];
    const registry = openRegistry(url, log);
    for (let id = 0; id < 1_000; id++) expect(await registry.fetch(String(id))).toBeUndefined();
    expect(asked).toHaveLength(20);
  });
});
