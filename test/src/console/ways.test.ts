import { defineQuery } from '@ringtrace/platform/clickhouse';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { launchBrowser } from './chromium.ts';
import { exampleAsItIs } from './example.ts';
import { describeInBrowser } from './in-browser.ts';
import { type ConsoleInstance, startConsole } from './instance.ts';
import { settled, type Visit, visit } from './visit.ts';
import { call } from './work.ts';

const otherCarriers = defineQuery<{ carrier: string }>()({
  name: 'carriers but one',
  row: z.object({ carrier: z.string() }),
  sql: 'SELECT DISTINCT toString(carrier) AS carrier FROM cdr WHERE carrier != {carrier: String} ORDER BY carrier',
});

describeInBrowser('ways through the console in a browser', () => {
  let instance: ConsoleInstance;
  let browser: Browser;
  let lead: Visit;
  beforeAll(async () => {
    instance = await startConsole(exampleAsItIs);
    browser = await launchBrowser();
    lead = await visit(browser, instance, { as: await instance.account('lead') });
  });
  afterAll(async () => {
    await browser.close();
    await instance.stop();
  });

  const rows = () => lead.page.locator('main tbody tr').allInnerTexts();

  it('a filter stands in the address; Back undoes it, and a new tab shows the same', async () => {
    const { page, context, open } = lead;
    await open('/campaigns');
    const all = await rows();
    expect(all.length).toBeGreaterThan(1);
    const before = page.url();
    await page.getByLabel('Status', { exact: true }).selectOption('dismissed');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.waitForURL(/status=dismissed/);
    await settled(page);
    expect(await page.locator('main').innerText()).toContain('No campaign fits these filters');

    const copied = page.url();
    const tab = await context.newPage();
    await tab.goto(copied);
    await settled(tab);
    expect(await tab.locator('main').innerText()).toBe(await page.locator('main').innerText());
    await tab.close();

    await page.goBack();
    await page.waitForURL(before);
    await settled(page);
    expect(await rows()).toEqual(all);
    expect(lead.troubles).toEqual([]);
  });

  it.each(['/campaigns', '/providers', '/'])(
    'the table of %s is scrolled in its own frame in a small window, and its first column stays in sight',
    async (path) => {
      const { page, open } = lead;
      await page.setViewportSize({ width: 1000, height: 800 });
      await open(path);
      const scrolled = await page.evaluate(`(() => {
        const frame = document.querySelector('.table-scroll');
        frame.scrollLeft = frame.scrollWidth;
        return { by: frame.scrollLeft, beyond: document.documentElement.scrollWidth - document.documentElement.clientWidth };
      })()`);
      const { by, beyond } = z.object({ by: z.number(), beyond: z.number() }).parse(scrolled);
      expect(by).toBeGreaterThan(10);
      expect(beyond).toBeLessThanOrEqual(0);
      const frame = await page.locator('.table-scroll').first().boundingBox();
      const row = page
        .locator('.table-scroll')
        .first()
        .locator('tbody tr')
        .first()
        .locator('td:not(.select)');
      const [first, last] = [await row.first().boundingBox(), await row.last().boundingBox()];
      if (frame === null || first === null || last === null) throw new Error('the table is not drawn');
      expect(first.x - frame.x).toBeGreaterThanOrEqual(0);
      expect(first.x - frame.x).toBeLessThan(40);
      expect(last.x + last.width).toBeLessThanOrEqual(frame.x + frame.width);
      await page.setViewportSize({ width: 1280, height: 720 });
      expect(lead.troubles).toEqual([]);
    },
  );

  it('the zone of times stands in the address, and is said beside them', async () => {
    const { page, open } = lead;
    await open('/campaigns');
    expect((await rows()).join()).toContain('UTC');
    await page.getByText('Local', { exact: true }).click();
    await page.waitForURL(/tz=local/);
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes('tz=local'));
  });

  it('works by keyboard: a row is chosen and opened, help tells the keys, and focus can be seen', async () => {
    const { page, open } = lead;
    await open('/campaigns');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(await page.getByRole('dialog').innerText()).toContain('next row');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    // A closed dialog gives the focus back in its own time.
    await expect
      .poll(async () => {
        await page.keyboard.press('j');
        return page.evaluate("document.activeElement.matches('main tr[data-row]')");
      })
      .toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/campaigns\/t-/);
    await settled(page);
    await page.goBack();
    await settled(page);
    // The first stop is the link that skips the navigation.
    await open('/campaigns');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toMatch(/skip/i);
    await page.keyboard.press('Enter');
    for (let i = 0; i < 5; i += 1) await page.keyboard.press('Tab');
    expect(
      await page.evaluate(
        "document.activeElement.matches(':focus-visible') && document.activeElement.closest('main') !== null",
      ),
    ).toBe(true);
  });

  it('who is not signed in comes to the form, and from there to the page that was asked for', async () => {
    const account = await instance.account('analyst');
    const stranger = await visit(browser, instance);
    const { page } = stranger;
    await page.goto(`${instance.url}/campaigns?status=open`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await page.getByLabel('Name').fill(account.name);
    await page.getByLabel('Password').fill(account.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL(/\/campaigns\?status=open/);
    await stranger.close();
  });

  it("a carrier's person sees its own feed and card, and nothing of others", async () => {
    const own = await visit(browser, instance, { as: await instance.account('carrier', 'keystone') });
    const { page, open } = own;
    const others = await instance.store.query(otherCarriers, { carrier: 'keystone' });
    expect(others.length).toBeGreaterThan(3);
    await open('/feeds');
    const feeds = await page.locator('main').innerText();
    expect(feeds).toContain('keystone');
    await open('/feeds/keystone');
    await open('/providers/keystone');
    for (const path of [
      '/',
      '/campaigns',
      '/cases',
      '/calls',
      '/providers',
      '/report',
      '/audit',
      '/settings',
      '/query',
    ]) {
      await open(path);
      const shown = await page.locator('body').innerText();
      for (const { carrier } of others)
        expect([path, carrier, shown.includes(carrier)]).toEqual([path, carrier, false]);
    }
    for (const { carrier } of others.slice(0, 2))
      for (const path of [`/feeds/${carrier}`, `/providers/${carrier}`]) {
        await open(path);
        // The title may repeat the address; nothing else of the other carrier is there.
        expect([path, await page.locator('main table, main figure').count()]).toEqual([path, 0]);
        const asked = await call(page, 'GET', `/console${path}`);
        expect([path, asked.status >= 400]).toEqual([path, true]);
      }
    await own.close();
  });
});
