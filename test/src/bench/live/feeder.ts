import { once } from 'node:events';
import { openProducer } from '@ringtrace/platform/kafka/producer';
import { pause } from '@ringtrace/platform/pause';
import { runWorker, tellParent } from '@ringtrace/platform/worker';
import { DrawnAhead } from './drawn-ahead.ts';
import type { FeederMessage } from './feeder-messages.ts';
import { planOf, planSettings } from './plan.ts';
import { type Cycle, LiveTraffic } from './traffic.ts';

/** CDRs of a cycle before the live part: some requests of several megabytes. */
const cycleCdrs = 50_000;
/** Carriers send what they have each second. */
const liveCycleMs = 1_000;

const [settings = ''] = process.argv.slice(2);
const plan = planOf(planSettings.parse(JSON.parse(settings)));

/**
 * Feeds a run's traffic in a process of its own: `feeder.ts SETTINGS`. First all that is stored before, as fast as it can. Then it draws
 * the live part. Once it is told to go on, it sends that at the rate of the plan. It stays until it is asked to leave, so that its CPU
 * can be read.
 */
runWorker('feeder', async ({ kafka, signal }) => {
  const producer = await openProducer(kafka);
  const traffic = new LiveTraffic(plan);
  const sent = { cdrs: 0, bad: 0 };
  const tell = (message: FeederMessage) => tellParent(message);
  let sending = Promise.resolve();

  /** One cycle is under way while the next one is made. */
  async function feed(cycle: Cycle, due?: number): Promise<void> {
    if (due !== undefined) await pause(due - Date.now(), signal);
    await sending;
    sending = producer.send(cycle.messages).then(() => {
      sent.cdrs += cycle.cdrs;
      sent.bad += cycle.bad;
      tell({ kind: 'sent', at: Date.now(), ...sent, due: [...cycle.due] });
    });
  }

  const stepMs = Math.max(1_000, (1_000 * cycleCdrs) / plan.rate);
  for (let at = plan.from; at < plan.live; at += stepMs)
    await feed(traffic.cycle(Math.min(at + stepMs, plan.live)));
  await sending;
  const ahead = await DrawnAhead.open();
  try {
    for (let at = plan.live; at < plan.to && !signal.aborted; at += liveCycleMs)
      await ahead.add(traffic.cycle(Math.min(at + liveCycleMs, plan.to)));
    const goOn = once(process, 'message', { signal });
    tell({ kind: 'before', at: Date.now(), ...sent });
    await goOn;
    let due = Date.now();
    for await (const cycle of ahead.cycles()) {
      if (signal.aborted) break;
      due += liveCycleMs;
      await feed(cycle, due);
    }
    await sending;
  } finally {
    await ahead.close();
  }
  tell({ kind: 'all', at: Date.now(), ...sent });
  await producer.close();
  if (!signal.aborted) await once(signal, 'abort');
});
