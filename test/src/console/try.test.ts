import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInBrowser, launchBrowser } from './chromium.ts';
import { exampleWith } from './example.ts';
import { startConsole } from './instance.ts';
import { visit } from './visit.ts';

describeInBrowser('try', () => {
  let made: Awaited<ReturnType<typeof startConsole>>;
  let browser: Awaited<ReturnType<typeof launchBrowser>>;
  beforeAll(async () => {
    console.time('start');
    made = await startConsole(exampleWith());
    console.timeEnd('start');
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await made?.stop();
  });
  it('opens', async () => {
    const v = await visit(browser, made, { as: await made.account('lead') });
    await v.open('/');
    await v.page.screenshot({ path: '/tmp/c-gallery/try.png', fullPage: true });
    expect(v.troubles).toEqual([]);
  });
});
