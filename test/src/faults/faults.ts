import { pause } from '@ringtrace/platform/pause';
import type { Seeded } from '@ringtrace/platform/seeded';
import type { Feeder } from './feeder.ts';
import { atMoment, phases, untilMet, untilRefused } from './moment.ts';
import type { FaultProxy, StoreRequest } from './proxy.ts';
import type { Services } from './services.ts';
import type { Worker } from './workers.ts';

/** What a fault can act on. */
export interface Ground {
  readonly random: Seeded;
  readonly services: Services;
  readonly proxy: FaultProxy;
  readonly feeder: Feeder;
  readonly detect: Worker;
  /** One to three ingest workers. */
  readonly ingest: Worker[];
  addIngest(): Promise<Worker>;
}

/**
 * A fault does its harm, undoes what it can, and returns what it did in words. Undefined where no request came that it
 * could disturb.
 */
export type Fault = (ground: Ground) => Promise<string | undefined>;

const tables = ['cdr_store', 'batches', 'arrivals'] as const;
const most = 3;

const met = (yes: boolean) => (yes ? '' : ', no such moment came');
const unlessNone = (count: number, told: string) => (count === 0 ? undefined : `${told}: ${count} times`);

async function killIngest({ random, proxy, ingest }: Ground): Promise<string> {
  const table = random.pick(tables);
  const phase = random.pick(phases);
  let name = '';
  const came = await atMoment(
    proxy,
    (request) => request.table === table && request.worker.startsWith('ingest'),
    phase,
    (request) => {
      const worker = ingest.find((w) => w.name === request?.worker) ?? random.pick(ingest);
      name = worker.name;
      worker.kill();
    },
    phase === 'arrived',
  );
  return `kill -9 ${name}: insert into ${table} ${phase}${met(came)}`;
}

async function killDetect({ random, proxy, detect }: Ground): Promise<string> {
  const phase = random.pick(phases);
  let skip = random.below(30);
  const on = (request: StoreRequest) => {
    if (request.worker !== detect.name) return false;
    skip -= 1;
    return skip < 0;
  };
  const came = await atMoment(proxy, on, phase, () => detect.kill(), phase === 'arrived');
  return `kill -9 ${detect.name}: a request ${phase}${met(came)}`;
}

/** Kills a service during an insert. The service stays away for a random time. */
async function killClickHouse({ random, proxy, services }: Ground): Promise<string> {
  const table = random.pick(tables);
  const phase = random.pick(phases);
  const awayMs = random.below(2_000);
  let killed = Promise.resolve();
  const came = await atMoment(
    proxy,
    (request) => request.table === table,
    phase,
    () => {
      killed = services.killClickHouse(() => pause(awayMs));
      killed.catch(() => {});
    },
  );
  await killed;
  return `kill -9 ClickHouse: insert into ${table} ${phase}${met(came)}, away ${awayMs} ms`;
}

async function harmBroker({ random, proxy, services }: Ground): Promise<string> {
  const table = random.pick(tables);
  const awayMs = random.below(2_000);
  let harmed = Promise.resolve('');
  const came = await atMoment(
    proxy,
    (request) => request.table === table,
    'answered',
    () => {
      harmed = services.harmBroker(() => pause(awayMs));
      harmed.catch(() => {});
    },
  );
  return `${await harmed}: insert into ${table} answered${met(came)}, away ${awayMs} ms`;
}

async function rebalance({ random, ingest, addIngest }: Ground): Promise<string> {
  if (ingest.length === 1 || (ingest.length < most && random.chance(0.5)))
    return `${(await addIngest()).name} joins, ${ingest.length} workers`;
  const [worker] = ingest.splice(random.below(ingest.length), 1);
  await worker?.leave();
  return `${worker?.name} leaves, ${ingest.length} workers`;
}

async function newCarrier({ feeder, ingest, addIngest }: Ground): Promise<string> {
  while (ingest.length < most) await addIngest();
  return `${await feeder.addCarrier()} added, ${ingest.length} workers`;
}

/** Makes the engine refuse inserts: a setting asks for more free disk space than there is. */
async function fullDisk({ random, services, proxy }: Ground): Promise<string | undefined> {
  const table = random.pick(tables);
  const setting = 'min_free_disk_bytes_to_perform_insert';
  await services.store.command(`ALTER TABLE ${table} MODIFY SETTING ${setting} = 1000000000000000000`);
  try {
    return unlessNone(await untilRefused(proxy, table, 1 + random.below(3)), `full disk for ${table}`);
  } finally {
    await services.store.command(`ALTER TABLE ${table} RESET SETTING ${setting}`);
  }
}

const intoAny = (random: Seeded) => {
  const table = random.pick(tables);
  return { table, on: (request: StoreRequest) => request.table === table };
};

async function readOnly({ random, proxy }: Ground): Promise<string | undefined> {
  const { table, on } = intoAny(random);
  const times = await untilMet(proxy, on, 1 + random.below(3), { readOnly: true });
  return unlessNone(times, `read-only for ${table}`);
}

async function lostAnswer({ random, proxy }: Ground): Promise<string | undefined> {
  const { table, on } = intoAny(random);
  const times = await untilMet(proxy, on, 1 + random.below(3), { lost: true });
  return unlessNone(times, `answer lost, insert into ${table} done`);
}

async function cutInsert({ random, proxy }: Ground): Promise<string | undefined> {
  const { table, on } = intoAny(random);
  const times = await untilMet(proxy, on, 1 + random.below(3), { half: true });
  return unlessNone(times, `insert into ${table} cut half-way`);
}

async function slow({ random, proxy }: Ground): Promise<string> {
  const delayMs = 200 + random.below(1_000);
  return `slow ClickHouse: ${await untilMet(proxy, () => true, 5, { delayMs })} requests ${delayMs} ms late`;
}

async function sentAgain({ random, feeder }: Ground): Promise<string> {
  const count = 1 + random.below(10);
  feeder.sendAgain(count);
  return `${count} batches sent again`;
}

async function corrections({ random, feeder }: Ground): Promise<string> {
  const count = 1 + random.below(5);
  feeder.correct(count);
  return `${count} batches of corrected and withdrawn records`;
}

export const faults = {
  killIngest,
  killDetect,
  killClickHouse,
  harmBroker,
  rebalance,
  newCarrier,
  fullDisk,
  readOnly,
  lostAnswer,
  cutInsert,
  slow,
  sentAgain,
  corrections,
} as const satisfies Record<string, Fault>;
