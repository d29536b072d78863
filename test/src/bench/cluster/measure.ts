import { conclusions } from '../../detect/snapshot.ts';
import { checkStored } from '../ingest/account.ts';
import { Meter } from '../ingest/meter.ts';
import { cpuBetween, secondsBetween } from '../ingest/run.ts';
import { loadNetworks } from '../live/networks.ts';
import type { Plan } from '../live/plan.ts';
import { quiet } from '../store/quiet.ts';
import { detecting } from '../store/settle.ts';
import { storeMessages } from '../store/store-messages.ts';
import type { OpenForm } from './forms.ts';
import { portionsOf } from './portions.ts';

/** What a part of the work took: seconds until it was done, and CPU seconds of our own code and of each engine until merges ended. */
export interface Cost {
  readonly seconds: number;
  readonly own: number;
  readonly engines: readonly number[];
}

/** What was seen of one form. */
export interface Measured {
  readonly cdrs: number;
  readonly ingest: Cost;
  readonly detection: Cost;
  /** Campaigns and candidates without their ids: the same for every form. */
  readonly found: Awaited<ReturnType<typeof conclusions>>;
}

const nothing: Cost = { seconds: 0, own: 0, engines: [] };

const plus = (a: Cost, b: Cost): Cost => ({
  seconds: a.seconds + b.seconds,
  own: a.own + b.own,
  engines: b.engines.map((cpu, i) => cpu + (a.engines[i] ?? 0)),
});

/**
 * Stores a plan's traffic in portions with the stages of the ingest worker, and judges each with the rounds of the detect worker. No
 * broker takes part. The CPU of merges belongs to what they follow. Throws where what is stored is not what was fed.
 */
export async function measureForm(
  { store, engines }: OpenForm,
  plan: Plan,
  count: number,
): Promise<Measured> {
  await loadNetworks(store, plan);
  const { settle } = detecting(store);
  const fed = { cdrs: 0, bad: 0 };
  let [ingest, detection] = [nothing, nothing];
  const meter = new Meter({
    own: process.pid,
    ...Object.fromEntries(engines.map(({ pid }, i) => [engineName(i), pid])),
  });
  const costOf = async (work: () => Promise<void>): Promise<Cost> => {
    const start = meter.read();
    await work();
    const done = meter.read();
    for (const engine of engines) await quiet(engine.store);
    const cpu = cpuBetween(start, meter.read());
    return {
      seconds: secondsBetween(start, done),
      own: cpu['own'] ?? 0,
      engines: engines.map((_, i) => cpu[engineName(i)] ?? 0),
    };
  };
  try {
    for (const { messages, cdrs, bad } of portionsOf(plan, count)) {
      ingest = plus(ingest, await costOf(() => storeMessages(store, messages)));
      detection = plus(detection, await costOf(settle));
      fed.cdrs += cdrs;
      fed.bad += bad;
    }
  } finally {
    meter.stop();
  }
  await checkStored(store, fed);
  return { cdrs: fed.cdrs, ingest, detection, found: await conclusions(store) };
}

const engineName = (shard: number) => `engine ${shard + 1}`;
