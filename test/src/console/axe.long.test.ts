import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Asked, violations, violationsOfColours } from './axe.ts';
import { launchBrowser } from './chromium.ts';
import { exampleAsItIs } from './example.ts';
import { describeInBrowser } from './in-browser.ts';
import { type Account, type ConsoleInstance, startConsole } from './instance.ts';
import { places } from './places.ts';
import { settled, visit } from './visit.ts';
import { candidates, openCase } from './work.ts';

describeInBrowser('axe in a browser', () => {
  let instance: ConsoleInstance;
  let browser: Browser;
  let lead: Account;
  let all: readonly string[];
  beforeAll(async () => {
    instance = await startConsole(exampleAsItIs);
    browser = await launchBrowser();
    lead = await instance.account('lead');
    const desk = await visit(browser, instance, { as: lead });
    const [candidate_id = ''] = await candidates(desk.page);
    const case_id = await openCase(desk.page, candidate_id);
    all = await places(instance.store, { candidate_id, case_id, carrier: 'keystone' });
    await desk.close();
  });
  afterAll(async () => {
    await browser.close();
    await instance.stop();
  });

  /** Most pages are for several roles. */
  const asked: Asked = new Set();

  /** Opens each page, and asks axe in each of the looks: in the first of them everything, in others what depends on colours. */
  async function wrongFor(
    account: Account,
    paths: readonly string[],
    looks: readonly ['light', ...'dark'[]] = ['light'],
  ): Promise<string[]> {
    const { page, open, close } = await visit(browser, instance, { as: account, bypassCSP: true });
    const wrong: string[] = [];
    for (const path of paths) {
      await open(path);
      for (const figure of await page.locator('details.chart-numbers > summary').all()) await figure.click();
      for (const colorScheme of looks) {
        await page.emulateMedia({ colorScheme });
        await settled(page);
        const found = await (colorScheme === 'light' ? violations(page, asked) : violationsOfColours(page));
        wrong.push(...found.map((one) => `${path} ${colorScheme}: ${one}`));
      }
    }
    await close();
    return wrong;
  }

  it('finds nothing on any page of a lead', async () => {
    expect(await wrongFor(lead, all, ['light', 'dark'])).toEqual([]);
  });

  it.each(['analyst', 'tracer', 'auditor'] as const)('finds nothing on any page of role %s', async (role) => {
    expect(await wrongFor(await instance.account(role), all)).toEqual([]);
  });

  it('finds nothing on any page of a carrier, whatever it may not open', async () => {
    expect(await wrongFor(await instance.account('carrier', 'keystone'), all)).toEqual([]);
  });

  it('finds nothing where there is no such page, and on the page for signing in', async () => {
    expect(await wrongFor(lead, ['/no-such-page', '/campaigns/no-such', '/cases/no-such'])).toEqual([]);
    const { page, close } = await visit(browser, instance, { bypassCSP: true });
    await page.goto(`${instance.url}/sign-in`);
    expect(await violations(page)).toEqual([]);
    await close();
  });
});
