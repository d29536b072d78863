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
const examples = z.object({
  items: z.array(z.object({ calling_number: z.coerce.number(), time: z.string() })).min(1),
});

/** Opens a case for a candidate, with a traceback of an example call. */
export async function openCase(page: Page, candidate_id: string): Promise<string> {
  const { case_id } = await ok(page, opened, '/cases', { candidate_id });
  const { items } = await ok(page, examples, `/console/campaigns/${candidate_id}/examples`);
  await ok(page, z.object({ opened: z.array(z.unknown()).length(1) }), `/cases/${case_id}/tracebacks`, {
    examples: items.slice(0, 1).map(({ calling_number, time }) => ({ calling_number, call_time: time })),
  });
  return case_id;
}
