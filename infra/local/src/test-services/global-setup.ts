import { servicesVariable } from '@ringtrace/setup/test-services';
import { hostServices } from './host.ts';

/**
 * Runs once for each start of vitest. `npm test` offers its own services to all workspaces; elsewhere this run of vitest
 * has services of its own.
 */
export default async function setUp(): Promise<(() => Promise<void>) | undefined> {
  if (process.env[servicesVariable] !== undefined) return undefined;
  const host = await hostServices();
  process.env[servicesVariable] = host.socket;
  return host.stop;
}
