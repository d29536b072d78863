import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { z } from 'zod';

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

/**
 * What axe finds wrong on a page. The page's context must bypass its content policy. `colours`: asks only the rules that depend on
 * colours, for a document that differs from one that was asked about in nothing else.
 */
export async function violations(page: Page, about: 'all' | 'colours' = 'all'): Promise<string[]> {
  // Hung in once for each document: a second copy would be parsed for nothing.
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.addScriptTag({ content: source });
  const options = about === 'all' ? {} : { runOnly: { type: 'rule', values: rulesOfColours } };
  const found: unknown = await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`);
  return results.parse(found).violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes
        .slice(0, 3)
        .map(({ html, failureSummary }) => `  ${html.slice(0, 200)}\n  ${failureSummary ?? ''}`)
        .join('\n')}`,
  );
}
