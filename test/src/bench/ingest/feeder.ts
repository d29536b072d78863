import { runWorker, tellParent } from '@ringtrace/platform/worker';
import { z } from 'zod';
import { fillTopics } from './fill.ts';

/**
 * Sends live traffic from a process of its own: `feeder.ts CDRS RATE`. It stays until it is told to end, so that its
 * CPU can be read.
 */
const [cdrs, pace] = z.tuple([z.coerce.number(), z.coerce.number()]).parse(process.argv.slice(2));

runWorker('feeder', async ({ kafka, signal }) => {
  const left = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  tellParent(await fillTopics(kafka, { cdrs, pace, cdrsPerSecond: pace }));
  await left;
});
