import { readFileSync } from 'node:fs';
import { root } from '@ringtrace/cases/api/root';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { memoryConsole } from './console.fixture.ts';
import { servedRoutes } from './document.ts';
import { documentFile } from './document-file.ts';

const openApi = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }))),
});

describe('the OpenAPI document of the console', () => {
  it('in docs is what the code says (npm run docs writes it)', () => {
    expect(readFileSync(documentFile.path, 'utf8')).toBe(documentFile.content);
  });

  it('is served to whoever is signed in, and names every route of the console and of casework', async () => {
    const { send, cookieFor } = await memoryConsole();
    expect((await send('/openapi.json')).status).toBe(401);
    const response = await send('/openapi.json', { headers: { cookie: await cookieFor('analyst') } });
    const { paths } = openApi.parse(await response.json());
    for (const { method, path } of servedRoutes) expect(paths[`${root}${path}`]).toHaveProperty(method);
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([`${root}/cases`, `${root}/console/inbox`, `${root}/console/inbox.csv`]),
    );
  });

  it('refers to no schema that is not there, and gives each operation a name of its own', () => {
    const { components } = z
      .object({ components: z.record(z.string(), z.record(z.string(), z.unknown())) })
      .parse(JSON.parse(documentFile.content));
    for (const [, kind = '', name = ''] of documentFile.content.matchAll(/"#\/components\/(\w+)\/([^"]+)"/g))
      expect(components[kind]).toHaveProperty(name);
    const ids = Object.values(openApi.parse(JSON.parse(documentFile.content)).paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});
