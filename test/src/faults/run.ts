import { pause } from '@ringtrace/platform/pause';
import { type Seeded, seeded } from '@ringtrace/platform/seeded';
import { waitIdle } from 'ringtrace/idle';
import { verify } from 'ringtrace/verify/verify';
import { compare } from './compare.ts';
import { type Fault, faults, type Ground } from './faults.ts';
import { Feeder } from './feeder.ts';
import { Model } from './model.ts';
import { FaultProxy } from './proxy.ts';
import { database, type Services, startServices } from './services.ts';
import { startWorker, type Worker } from './workers.ts';

export interface Plan {
  readonly seed: number;
  readonly rounds: number;
  readonly faultsPerRound: number;
  /** Only these kinds of fault; left out: all. */
  readonly kinds?: readonly (keyof typeof faults)[];
  /** Called with a line for each fault and each round. */
  readonly tell: (line: string) => void;
}

export interface Result {
  readonly faults: number;
  readonly lost: number;
  readonly twice: number;
  readonly rollupsEqual: boolean;
  /** Everything that is wrong, in words. Empty = nothing. */
  readonly differences: readonly string[];
  /** The folder with data and logs. It is removed unless something is wrong. */
  readonly home: string;
}

const idleWithinMs = 300_000;
const faultWithinMs = 120_000;

/** Faults in random order. Each kind is as frequent as any other. */
function* drawFaults(random: Seeded, of: readonly Fault[]): Generator<Fault, never> {
  for (;;) yield* random.shuffled([...of]);
}

/** Throws where `work` takes longer than `ms`. Nothing here may wait without end. */
async function within<T>(what: string, ms: number, work: Promise<T>): Promise<T> {
  const limit = new AbortController();
  const late = pause(ms, limit.signal).then(() => {
    if (!limit.signal.aborted) throw new Error(`${what} took longer than ${ms / 1_000} s`);
    return work;
  });
  return Promise.race([work, late]).finally(() => limit.abort());
}

async function prepare(services: Services, plan: Plan) {
  const random = seeded(plan.seed);
  const proxy = new FaultProxy(services.clickhouseUrl);
  const model = new Model(seeded(plan.seed + 1));
  const feeder = new Feeder(services.kafka, model, seeded(plan.seed + 2));
  for (let i = 0; i < 3; i += 1) await feeder.addCarrier();
  let started = 0;
  const all: Worker[] = [];
  const start = async (kind: 'ingest' | 'detect') => {
    started += 1;
    const worker = startWorker(
      {
        home: services.home,
        kafka: services.kafka.access,
        kafkaCa: services.kafkaCa,
        clickhouseUrl: await proxy.urlFor(`${kind}-${started}`),
        credentials: services.credentials,
        database,
      },
      kind,
      started,
    );
    all.push(worker);
    return worker;
  };
  const ingest: Worker[] = [];
  const addIngest = async () => {
    const worker = await start('ingest');
    ingest.push(worker);
    return worker;
  };
  const ground: Ground = {
    random,
    services,
    proxy,
    feeder,
    ingest,
    detect: await start('detect'),
    addIngest,
  };
  await addIngest();
  await addIngest();
  return { ground, model, all };
}

const mostTries = 3;

/** Repeats a fault until it disturbed something. Without load at that moment it does nothing and does not count. */
async function happen(fault: Fault, ground: Ground): Promise<string> {
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const told = await within(`the fault ${fault.name}`, faultWithinMs, fault(ground));
    if (told !== undefined) return told;
  }
  throw new Error(`the workers sent nothing that the fault ${fault.name} could befall: they stand still`);
}

type Outcome = Pick<Result, 'lost' | 'twice' | 'rollupsEqual' | 'differences'>;

/** The check after a round: waits until everything is idle, then compares our own account, then runs `verify`. */
async function judge({ services }: Ground, model: Model) {
  const asked = new AbortController();
  const idle = waitIdle({ store: services.store, kafka: services.kafka, signal: asked.signal });
  await within('waiting for idle', idleWithinMs, idle).finally(() => asked.abort());
  const compared = await compare(services.store, model.known.values());
  const verdict = await verify(services.store, services.kafka);
  const failed = verdict.checks.filter(({ ok }) => !ok);
  return {
    ...compared,
    rollupsEqual: !failed.some(({ name }) => name === 'rollups'),
    differences: [
      ...compared.examples,
      ...failed.flatMap(({ name, differences }) => differences.map((d) => `verify ${name}: ${d}`)),
    ],
  };
}

/** Runs rounds of faults under load. Each ends with a check. Stops at the first difference. */
export async function runFaults(plan: Plan, start: () => Promise<Services> = startServices): Promise<Result> {
  const services = await start();
  const { ground, model, all } = await prepare(services, plan);
  const draw = drawFaults(ground.random, plan.kinds?.map((kind) => faults[kind]) ?? Object.values(faults));
  let count = 0;
  let last: Outcome = { lost: 0, twice: 0, rollupsEqual: true, differences: [] };
  try {
    for (let round = 1; round <= plan.rounds && last.differences.length === 0; round += 1) {
      const from = Date.now();
      model.beginRound();
      ground.feeder.start();
      for (let i = 0; i < plan.faultsPerRound; i += 1) {
        await pause(ground.random.below(600));
        const told = await happen(draw.next().value, ground);
        count += 1;
        plan.tell(`  ${count}: ${told}`);
      }
      await ground.feeder.stop();
      const judged = await judge(ground, model);
      const accidents = all.flatMap((worker) => worker.accidents);
      last = { ...judged, differences: [...judged.differences, ...accidents] };
      plan.tell(
        `round ${round} of ${plan.rounds}: ${count} faults, ${judged.stored} CDRs, ${judged.lost} lost, ${judged.twice} twice, rollups ${judged.rollupsEqual ? 'equal' : 'DIFFER'} (${((Date.now() - from) / 1_000).toFixed(0)} s)`,
      );
    }
  } catch (error) {
    last = { ...last, differences: [error instanceof Error ? error.message : String(error)] };
  }
  await ground.feeder.stop().catch(() => {});
  await Promise.all(all.map((worker) => worker.leave()));
  ground.proxy.close();
  await services.stop();
  if (last.differences.length === 0) services.remove();
  return { faults: count, home: services.home, ...last };
}
