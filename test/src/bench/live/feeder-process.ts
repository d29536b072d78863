import { join } from 'node:path';
import type { OwnStack } from '../../ingest/stack.ts';
import { startWorker, type Worker } from '../../ingest/worker.ts';
import { type FeederMessage, feederMessage } from './feeder-messages.ts';
import type { PlanSettings } from './plan.ts';
import { Progress } from './progress.ts';

const main = join(import.meta.dirname, 'feeder.ts');

type Counts = Extract<FeederMessage, { kind: 'before' | 'all' }>;

/** A feeder in a process of its own, and what it has sent. */
export interface FeederProcess {
  readonly worker: Worker;
  /** CDRs that the broker has acknowledged. */
  readonly sent: Progress;
  /** Campaigns whose 200th call is sent, and how many CDRs were sent by then. */
  readonly due: ReadonlyMap<string, number>;
  /** All that is stored before is sent. */
  readonly before: Promise<Counts>;
  /** Lets the live part begin; returns when all of it is sent. */
  goOn(): Promise<Counts>;
  stop(): Promise<void>;
}

export function startFeeder(stack: OwnStack, settings: PlanSettings): FeederProcess {
  const { seed, rate, seconds, stored } = settings;
  const worker = startWorker(stack, {}, main, [JSON.stringify({ seed, rate, seconds, stored })]);
  const sent = new Progress();
  const due = new Map<string, number>();
  const told = { before: Promise.withResolvers<Counts>(), all: Promise.withResolvers<Counts>() };
  worker.child.on('message', (message) => {
    const { data } = feederMessage.safeParse(message);
    if (data?.kind === 'sent') {
      sent.note(data.at, data.cdrs);
      for (const campaign of data.due) due.set(campaign, data.cdrs);
    } else if (data !== undefined) told[data.kind].resolve(data);
  });
  const gone = worker.exited.then(({ code }) => {
    throw new Error(`the feeder ended by itself (exit code ${code}): ${worker.errors()}`);
  });
  gone.catch(() => {});
  return {
    worker,
    sent,
    due,
    before: Promise.race([told.before.promise, gone]),
    async goOn() {
      worker.child.send({ kind: 'go on' });
      return Promise.race([told.all.promise, gone]);
    },
    async stop() {
      await worker.stop();
    },
  };
}
