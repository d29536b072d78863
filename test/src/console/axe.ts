import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { thinOut } from './thin-out.ts';

const source = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const results = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      help: z.string(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
    }),
  ),
});

/** The rules of axe whose answer depends on the colours of a page. */
const rulesOfColours = ['color-contrast', 'link-in-text-block'];

/** The rules that need the document as a whole: whether its parts run over, and whether two things in it have one name. */
const rulesOfWholes = ['scrollable-region-focusable', 'duplicate-id-aria'];

/** The pages of a console that were asked about, by their forms. */
export type Asked = Set<string>;

/**
 * What axe finds wrong on a page; nothing where a page of the same form was `asked` about. Of what is alike in it, such as the rows of
 * a long table, two are left: axe takes a minute for a thousand cells. The page's context must bypass its content policy.
 */
export async function violations(page: Page, asked: Asked = new Set()): Promise<string[]> {
  const body = page.locator('body');
  const { form, more } = await body.evaluate(thinOut, false);
  const key = `${(await page.title()) !== ''} ${form}`;
  if (asked.has(key)) return [];
  asked.add(key);
  await page.addScriptTag({ content: source });
  const wrong = more === 0 ? [] : await run(page, rulesOfWholes);
  await body.evaluate(thinOut, true);
  return [...wrong, ...(await run(page))];
}

/** What axe finds wrong with the colours of a page that it was asked about in other colours; nothing where it was not. */
export async function violationsOfColours(page: Page): Promise<string[]> {
  const wasAsked = (await page.evaluate('typeof axe')) !== 'undefined';
  return wasAsked ? run(page, rulesOfColours) : [];
}

async function run(page: Page, rules?: readonly string[]): Promise<string[]> {
  const options = rules === undefined ? {} : { runOnly: { type: 'rule', values: rules } };
  const found: unknown = await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`);
  return results.parse(found).violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes
        .slice(0, 3)
        .map(({ html, failureSummary }) => `  ${html.slice(0, 200)}\n  ${failureSummary ?? ''}`)
        .join('\n')}`,
  );
}
