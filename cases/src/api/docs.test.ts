import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';
import { expect, it } from 'vitest';
import { memoryApi } from './office.fixture.ts';

const page = readFileSync(join(projectRoot, 'docs/casework/api.md'), 'utf8');

/** Method, path, media type and body of each example. */
const examples = [
  ...page.matchAll(/^curl -H "\$auth"(.*?) "\$api(\/[^"]*)"(?: (-d|--data-binary) (.*))?$/gm),
].map(([, headers = '', path = '', , body]): [string, string, string, string | undefined] => [
  body === undefined ? 'GET' : 'POST',
  path,
  /Content-Type: ([\w/]+)/.exec(headers)?.[1] ?? '',
  body === '@answers.csv' ? 'request,kind\nreq-actzve01e6,own_gateway\n' : body?.replace(/^'(.*)'$/, '$1'),
]);

it('the page of the API has examples', () => {
  expect(examples.length).toBeGreaterThanOrEqual(6);
  expect(examples.length).toBe(page.match(/^curl /gm)?.length);
});

it.each(examples)('the example %s %s is as its route takes it', async (method, path, type, body) => {
  const { send } = memoryApi();
  const { status } = await send(method, path, body, type === '' ? {} : { 'content-type': type });
  // The ids of the page are none here.
  expect([200, 201, 404]).toContain(status);
});

it('the page of the API names every kind of problem', () => {
  const source = readFileSync(join(import.meta.dirname, 'problem.ts'), 'utf8');
  const kinds = [...source.matchAll(/problem\(\s*\d{3},\s*'([\w-]+)'/g)].map(([, kind = '']) => kind);
  expect(kinds.length).toBeGreaterThan(10);
  for (const kind of kinds) expect(page).toContain(`\`${kind}\``);
});
