import type { Page } from 'playwright-core';
import { z } from 'zod';

const answer = z.object({ status: z.number(), body: z.unknown() });

/** Asks the API of the console in a page of somebody who is signed in, as the page itself does. */
export async function call(page: Page, method: 'GET' | 'POST', path: string, body?: object) {
  const init = {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  const asked = `fetch(${JSON.stringify(`/api/v1${path}`)}, ${JSON.stringify(init)})`;
  const told: unknown = await page.evaluate(
    `${asked}.then(async (r) => ({ status: r.status, body: JSON.parse((await r.text()) || 'null') }))`,
  );
  return answer.parse(told);
}

/** The same where it must succeed. */
export async function ok<T>(page: Page, shape: z.ZodType<T>, path: string, body?: object): Promise<T> {
  const told = await call(page, body === undefined ? 'GET' : 'POST', path, body);
  if (told.status >= 300) throw new Error(`${path}: ${told.status} ${JSON.stringify(told.body)}`);
  return shape.parse(told.body);
}

const candidateList = z.object({ items: z.array(z.object({ candidate_id: z.string() })) });

/** The candidates of the example, newest first. */
export async function candidates(page: Page): Promise<string[]> {
  const { items } = await ok(page, candidateList, '/candidates?limit=100');
  return items.map(({ candidate_id }) => candidate_id);
}

const opened = z.object({ case_id: z.string() });
const traced = z.object({
  traceback_id: z.string(),
  drafted: z.object({ request_id: z.string() }).nullable(),
});

/** Opens a case for a candidate, with a traceback of its example call. */
export async function openCase(page: Page, candidate_id: string) {
  const { case_id } = await ok(page, opened, '/cases', { candidate_id });
  const { traceback_id, drafted } = await ok(page, traced, '/tracebacks', { case_id });
  return { case_id, traceback_id, request_id: drafted?.request_id };
}
