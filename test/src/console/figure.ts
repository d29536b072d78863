import type { Page } from 'playwright-core';

/** The rows of the table beside a chart, as text, without its header. Throws where there is no such chart. */
export async function rowsBeside(page: Page, title: string): Promise<string[][]> {
  const figure = page
    .locator('figure')
    .filter({ has: page.locator('figcaption strong', { hasText: title }) });
  const details = figure.locator('details.chart-numbers');
  if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
  await details.locator('table').waitFor();
  const rows = await details.locator('tbody tr').allInnerTexts();
  return rows.map((row) => row.split('\t').map((cell) => cell.trim()));
}

/** A number as a chart writes it: `1,234.5` or `12.5%`. */
export const numberIn = (text: string | undefined) => Number((text ?? '').replaceAll(/[,%]/g, ''));
