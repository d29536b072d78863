import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Account, ConsoleInstance } from './instance.ts';

/** A browser of one person, and what must not have happened in it. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of pages, dialogs, and requests to elsewhere so far. */
  readonly troubles: readonly string[];
  /** Opens a path of the console, and waits until the page has its data. */
  open(path: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens a browser window. `as`: signs in by the form, as people do. */
export async function visit(
  browser: Browser,
  { url }: Pick<ConsoleInstance, 'url'>,
  { as, ...options }: BrowserContextOptions & { readonly as?: Account } = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  // Only what hangs may reach this: a machine shared with others takes many times as long as an idle one.
  context.setDefaultTimeout(120_000);
  const troubles: string[] = [];
  const watch = (page: Page) => {
    page.on('console', (message) => {
      if (message.type() === 'error') troubles.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => troubles.push(`${page.url()}: ${error.message}`));
    page.on('dialog', (dialog) => {
      troubles.push(`${page.url()}: a dialog says ${dialog.message()}`);
      void dialog.dismiss();
    });
  };
  context.on('page', watch);
  context.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`) && !request.url().startsWith('data:'))
      troubles.push(`a request to ${request.url()}`);
  });
  const page = await context.newPage();
  const open = async (path: string) => {
    await page.goto(`${url}${path}`);
    await settled(page);
  };
  if (as !== undefined) await signIn(page, url, as);
  return { page, context, troubles, open, close: () => context.close() };
}

async function signIn(page: Page, url: string, { name, password }: Account): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((at) => !at.pathname.startsWith('/sign-in'));
  await settled(page);
}

/** Waits until a page of the console has asked for all it shows. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.locator('[aria-busy="true"], .waiting').first().waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
}
