import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { launchBrowser } from './chromium.ts';
import { exampleAsItIs } from './example.ts';
import { describeInBrowser } from './in-browser.ts';
import { type ConsoleInstance, startConsole } from './instance.ts';
import { settled, type Visit, visit } from './visit.ts';

describeInBrowser('a campaign from the inbox to its package, in a browser', () => {
  let instance: ConsoleInstance;
  let browser: Browser;
  let lead: Visit;
  let page: Page;
  beforeAll(async () => {
    instance = await startConsole(exampleAsItIs);
    browser = await launchBrowser();
    lead = await visit(browser, instance, { as: await instance.account('lead') });
    page = lead.page;
  });
  afterAll(async () => {
    await browser.close();
    await instance.stop();
  });

  /** Fills the dialog that a button opens, and sends it. */
  async function act(button: string, fields: Readonly<Record<string, string>> = {}): Promise<void> {
    await page.getByRole('button', { name: button, exact: true }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value);
    await dialog.locator('button[type=submit]').click();
    await dialog.waitFor({ state: 'detached' });
    await settled(page);
  }

  /** Waits until the page says so. */
  const shows = (words: string) => page.locator('main', { hasText: words }).waitFor();

  it('is found in the inbox, and opened from there', async () => {
    await lead.open('/');
    const row = page
      .locator('main tbody tr', { hasText: 'calls from' })
      .filter({ hasText: 'claimed' })
      .first();
    await row.getByRole('link').first().click();
    await page.waitForURL(/\/campaigns\/t-/);
    await settled(page);
  });

  it('is understood on its page: why, what speaks against, where it comes from', async () => {
    for (const words of ['Why suspected', 'What speaks against it', 'Where it comes from', 'Ask next'])
      await shows(words);
    expect(await page.locator('figure svg[role=img]').count()).toBeGreaterThan(7);
  });

  it('is confirmed, and a case is opened', async () => {
    await act('Confirm', { Reason: 'same message to thousands' });
    await page
      .locator('main .badge', { hasText: /^confirmed$/ })
      .first()
      .waitFor();
    // The page goes on to the case.
    await act('Open a case');
    await page.waitForURL(/\/cases\/case-/);
    await settled(page);
  });

  it('a call is traced, and the request to the first unproven provider is approved', async () => {
    await page
      .getByLabel(/^Trace the call of/)
      .first()
      .check();
    await act('Trace (1)');
    await page.getByText('1 of 1 tracebacks are open').waitFor();
    await act('Approve');
    await settled(page);
    await act('Send now');
  });

  it('is answered by the provider at its signed link, without scripts, and so traced to its origin', async () => {
    const request_id = await page.locator('li[id^="req-"]').first().getAttribute('id');
    const link = await vi.waitFor(
      () => {
        const path = instance.answerPath(request_id ?? '');
        if (path === undefined) throw new Error('the request has not gone out');
        return path;
      },
      { timeout: 120_000, interval: 200 },
    );
    const provider = await browser.newContext({ javaScriptEnabled: false });
    const form = await provider.newPage();
    await form.goto(`${instance.url}${link}`);
    expect(await form.locator('h1').innerText()).toBe('Traceback request');
    await form.locator('#kind-own_customer').check();
    await form.locator('[name="own_customer-customer-name"]').fill('Robo Ltd');
    await form.getByRole('button', { name: 'Check the answer' }).click();
    await form.getByRole('button', { name: 'Send the answer' }).click();
    expect(await form.locator('main').innerText()).toContain('Your answer was received');
    await provider.close();

    await page.reload();
    await settled(page);
    await shows('caller identified');
    await shows('Robo Ltd');
  });

  it('is handed on as a package, which is one file', async () => {
    await act('Make a package', { 'Who gets it': 'FCC Enforcement Bureau' });
    const status = page.getByRole('status').filter({ hasText: 'manifest' });
    await status.waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Fetch' }).first().click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/\.tar$/);
    expect(await file.failure()).toBeNull();
    expect(lead.troubles).toEqual([]);
  });
});
