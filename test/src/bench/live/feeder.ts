import { once } from 'node:events';
import { openProducer } from '@ringtrace/platform/kafka/producer';
import { pause } from '@ringtrace/platform/pause';
import { runWorker, tellParent, type Worker } from '@ringtrace/platform/worker';
import { BrokerConnection, type ProducerId } from './broker-connection.ts';
import { DrawnAhead } from './drawn-ahead.ts';
import type { FeederMessage } from './feeder-messages.ts';
import { planOf, planSettings } from './plan.ts';
import { checkTaken, ProduceRequests, stamp } from './produce-requests.ts';
import { type Cycle, LiveTraffic } from './traffic.ts';

/** CDRs of a cycle before the live part: some requests of several megabytes. */
const cycleCdrs = 50_000;
/** Carriers send what they have each second. */
const liveCycleMs = 1_000;

const [settings = ''] = process.argv.slice(2);
const plan = planOf(planSettings.parse(JSON.parse(settings)));

const sent = { cdrs: 0, bad: 0 };
const tell = (message: FeederMessage) => tellParent(message);

function acknowledged({ cdrs, bad, due }: Omit<Cycle, 'messages'>): void {
  sent.cdrs += cdrs;
  sent.bad += bad;
  tell({ kind: 'sent', at: Date.now(), ...sent, due: [...due] });
}

/** All that is stored before, as fast as it goes: one cycle is under way while the next one is made. */
async function sendBefore(traffic: LiveTraffic, { kafka, signal }: Worker): Promise<void> {
  const producer = await openProducer(kafka);
  let sending = Promise.resolve();
  const stepMs = Math.max(1_000, (1_000 * cycleCdrs) / plan.rate);
  for (let at = plan.from; at < plan.live && !signal.aborted; at += stepMs) {
    const cycle = traffic.cycle(Math.min(at + stepMs, plan.live));
    await sending;
    sending = producer.send(cycle.messages).then(() => acknowledged(cycle));
  }
  await sending;
  await producer.close();
}

/** Draws the live part, and makes the requests that send it. */
async function drawAhead(
  ahead: DrawnAhead,
  traffic: LiveTraffic,
  requests: ProduceRequests,
  { signal }: Worker,
): Promise<void> {
  for (let at = plan.live; at < plan.to && !signal.aborted; at += liveCycleMs) {
    const { messages, ...told } = traffic.cycle(Math.min(at + liveCycleMs, plan.to));
    await ahead.add({ ...told, requests: await requests.of(messages) });
  }
}

/** Sends all that was drawn, a cycle each second, one request after the other. */
async function sendLive(ahead: DrawnAhead, { kafka, signal }: Worker): Promise<void> {
  const broker = await BrokerConnection.open(kafka.access);
  try {
    let due = Date.now();
    for await (const cycle of ahead.cycles()) {
      due += liveCycleMs;
      await pause(due - Date.now(), signal);
      if (signal.aborted) break;
      for (const request of cycle.requests) {
        stamp(request, Date.now());
        checkTaken(await broker.send(request));
      }
      acknowledged(cycle);
    }
  } finally {
    broker.close();
  }
}

/** A connection that the broker may close meanwhile, as nothing is sent while the store catches up. */
async function registered({ kafka }: Worker): Promise<ProducerId> {
  const broker = await BrokerConnection.open(kafka.access);
  try {
    return await broker.registerProducer();
  } finally {
    broker.close();
  }
}

/** What was drawn with is not kept: full memory would make sending dear. */
async function prepare(ahead: DrawnAhead, worker: Worker): Promise<void> {
  const traffic = new LiveTraffic(plan);
  await sendBefore(traffic, worker);
  await drawAhead(ahead, traffic, new ProduceRequests(await registered(worker)), worker);
}

/**
 * Feeds a run's traffic in a process of its own: `feeder.ts SETTINGS`. First all that is stored before, as fast as it can. Then it draws
 * the live part. Once it is told to go on, it sends that at the rate of the plan. It stays until it is asked to leave, so that its CPU
 * can be read.
 */
runWorker('feeder', async (worker) => {
  const { signal } = worker;
  const ahead = await DrawnAhead.open();
  try {
    await prepare(ahead, worker);
    const goOn = once(process, 'message', { signal });
    tell({ kind: 'before', at: Date.now(), ...sent });
    await goOn;
    await sendLive(ahead, worker);
  } finally {
    await ahead.close();
  }
  if (signal.aborted) return;
  tell({ kind: 'all', at: Date.now(), ...sent });
  await once(signal, 'abort');
});
