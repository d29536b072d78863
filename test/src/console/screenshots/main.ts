/**
 * Takes a picture of each page of the console, light and dark, from the bundled example: `npm run screenshots`. It starts an
 * instance of its own, works one case of it, and writes docs/console/*.png.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostServices } from '@ringtrace/local/test-services/host';
import { projectRoot } from '@ringtrace/platform/config';
import { servicesVariable } from '@ringtrace/setup/test-services';
import { launchBrowser } from '../chromium.ts';
import { exampleAsItIs } from '../example.ts';
import { startConsole } from '../instance.ts';
import { places } from '../places.ts';
import { settled, visit } from '../visit.ts';
import { candidates, openCase } from '../work.ts';
import { smallPng } from './small-png.ts';

const folder = join(projectRoot, 'docs', 'console');
/** Pixels. A page that is longer is cut: a picture is to be looked at, not to be read to its end. */
const [width, mostHeight] = [1280, 1600];

const host = await hostServices();
process.env[servicesVariable] = host.socket;
const instance = await startConsole(exampleAsItIs);
const browser = await launchBrowser();
try {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (name.endsWith('.png')) rmSync(join(folder, name));
  const lead = await visit(browser, instance, { as: await instance.account('lead') });
  const [candidate_id = ''] = await candidates(lead.page);
  const case_id = await openCase(lead.page, candidate_id);
  const paths = await places(instance.store, { candidate_id, case_id, carrier: 'keystone' });
  for (const path of paths) {
    const name = nameOf(path, paths);
    await lead.page.setViewportSize({ width, height: 900 });
    await lead.open(path);
    const whole = Number(await lead.page.evaluate('document.documentElement.scrollHeight'));
    await lead.page.setViewportSize({ width, height: Math.min(mostHeight, Math.max(720, whole)) });
    for (const colorScheme of ['light', 'dark'] as const) {
      await lead.page.emulateMedia({ colorScheme });
      await settled(lead.page);
      const file = join(folder, `${name}-${colorScheme}.png`);
      writeFileSync(file, smallPng(await lead.page.screenshot()));
      console.log(file);
    }
  }
} finally {
  await browser.close();
  await instance.stop();
  await host.stop();
}

/** `/campaigns/t-1` = campaign, `/calls?...` = calls-found. */
function nameOf(path: string, all: readonly string[]): string {
  const [, section = '', thing] = path.replace(/\?.*$/, '').split('/');
  if (section === '') return 'inbox';
  if (thing !== undefined) return section.replace(/s$/, '');
  return path.includes('?') && all.includes(`/${section}`) ? `${section}-found` : section;
}
