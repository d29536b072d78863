import { detectGroup } from '@ringtrace/detect/worker/topic';
import { ingestGroup } from '@ringtrace/ingest/worker/group';
import { ensureTopic } from '@ringtrace/platform/kafka/admin';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { feedTopic } from '@ringtrace/schemas/topics';
import { say } from 'ringtrace/output';
import type { OwnStack } from '../../ingest/stack.ts';
import { held } from '../held.ts';
import { checkStored } from '../ingest/account.ts';
import { joined } from '../ingest/group.ts';
import { Meter } from '../ingest/meter.ts';
import { cpuBetween } from '../ingest/run.ts';
import { type DetectWorkers, startDetect } from './detect-workers.ts';
import { type FeederProcess, startFeeder } from './feeder-process.ts';
import { findingsOf } from './findings.ts';
import { type IngestWorkers, startIngest } from './ingest-workers.ts';
import type { Measured } from './measured.ts';
import { loadNetworks } from './networks.ts';
import { type Plan, type PlanSettings, planOf } from './plan.ts';
import { statementsBetween } from './statements.ts';
import { carriersOf } from './traffic.ts';
import { byRole, peaks, type Workers, workersIn } from './workers.ts';

/** What is stored before must be judged within this time, ms. */
const catchUpMs = 15 * 60_000;
const leastSettleMs = 120_000;

interface Processes {
  readonly ingest: IngestWorkers;
  readonly detect: DetectWorkers;
  readonly feeder: FeederProcess;
}

/** Everything runs as in production, each in a process of its own, while CDRs arrive at one rate. */
export async function runAt(stack: OwnStack, settings: PlanSettings, workers: Workers): Promise<Measured> {
  const plan = planOf(settings);
  await prepare(stack, plan);
  return whileRunning(stack, settings, workers, async (processes) => {
    const measured = await measure(stack, plan, processes);
    return workers.detect > 1 ? { ...measured, takeoverMs: await processes.detect.takeover() } : measured;
  });
}

/** All workers have joined their groups before anything is fed: what one gives away while another joins would be stored, and counted, twice. */
const whileRunning = (
  stack: OwnStack,
  settings: PlanSettings,
  workers: Workers,
  use: (processes: Processes) => Promise<Measured>,
): Promise<Measured> =>
  held(startIngest(stack, workers.ingest), stopped, async (ingest) => {
    await joined(stack.kafka, ingestGroup, workers.ingest);
    return held(startFeeder(stack, settings), stopped, (feeder) =>
      held(startDetect(stack, workers.detect), stopped, async (detect) => {
        await joined(stack.kafka, detectGroup, workers.detect);
        return use({ ingest, detect, feeder });
      }),
    );
  });

const stopped = (started: { stop(): Promise<void> }) => started.stop();

async function prepare({ kafka, store }: OwnStack, plan: Plan): Promise<void> {
  await createTopics(kafka, carriersOf(plan));
  await loadNetworks(store, plan);
}

const topicsAtOnce = 8;

async function createTopics(kafka: Kafka, carriers: readonly string[]): Promise<void> {
  for (let at = 0; at < carriers.length; at += topicsAtOnce)
    await Promise.all(
      carriers.slice(at, at + topicsAtOnce).map((carrier) => ensureTopic(kafka, feedTopic(carrier))),
    );
}

async function measure(stack: OwnStack, plan: Plan, processes: Processes): Promise<Measured> {
  const { ingest, detect, feeder } = processes;
  const before = await storedBefore(plan, processes);
  const meter = new Meter({
    ...workersIn('ingest', ingest.workers),
    engine: stack.engine().pid,
    ...workersIn('detect', detect.workers),
    broker: stack.broker().pid,
    feeder: feeder.worker.child.pid ?? 0,
  });
  try {
    const [start, startedAt] = [meter.read(), Date.now()];
    const all = await feeder.goOn();
    say(`${plan.rate}/s: all is sent; what is left is stored and judged`);
    const patience = Date.now() + Math.max(leastSettleMs, 2_000 * plan.seconds);
    const storedAt = await ingest.storedAll(all.cdrs, patience);
    const isSettled = storedAt !== undefined && (await detect.judgedUpTo(storedAt, patience));
    const [end, endedAt] = [meter.read(), Date.now()];
    if (isSettled) await checkStored(stack.store, all);
    return {
      plan,
      stored: before.cdrs,
      cdrs: all.cdrs - before.cdrs,
      start: startedAt,
      sentAll: all.at,
      isSettled,
      ...byRole(cpuBetween(start, end)),
      memory: peaks((name) => meter.memory(name, start.at, end.at).peak, {
        ingest: ingest.workers.length,
        detect: detect.workers.length,
      }),
      activeDetect: detect.active() ?? 0,
      statements: await statementsBetween(stack.store, startedAt, endedAt),
      sent: feeder.sent,
      storedOver: ingest.stored,
      detectLooks: detect.looks.filter(({ at }) => at >= startedAt),
      due: feeder.due,
      findings: await findingsOf(stack.store, stack.kafka, plan),
    };
  } finally {
    meter.stop();
  }
}

/** Returns once all that is stored before the live part is judged. */
async function storedBefore(
  { rate }: Plan,
  { ingest, detect, feeder }: Processes,
): Promise<{ cdrs: number }> {
  say(`${rate}/s: the CDRs from before the live part are stored and judged first; this may take minutes`);
  const before = await feeder.before;
  const deadline = Date.now() + catchUpMs;
  const storedAt = await ingest.storedAll(before.cdrs, deadline);
  const isJudged = storedAt !== undefined && (await detect.judgedUpTo(storedAt, deadline));
  // Else what is still to be looked at once more would count as lag of the live part.
  if (!isJudged || !(await detect.idle(deadline)))
    throw new Error(
      `${before.cdrs} CDRs stored before the run at ${rate}/s are not judged after ${catchUpMs / 60_000} minutes: use a smaller --stored`,
    );
  say(`${rate}/s: ${before.cdrs} CDRs are stored and judged; now the live part`);
  return before;
}
