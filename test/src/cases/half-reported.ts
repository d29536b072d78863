import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadReferenceFile } from '@ringtrace/enrich/load-file';
import { fixedReference } from '@ringtrace/enrich/loader';
import { ingestBacklog } from '@ringtrace/ingest/worker/backlog';
import { runIngest } from '@ringtrace/ingest/worker/ingest';
import { fixedSchemas } from '@ringtrace/platform/avro/schema-source';
import type { Cdr } from '@ringtrace/schemas/cdr';
import type { LabelledCall } from '@ringtrace/simulator/call';
import { legsOf } from '@ringtrace/simulator/legs';
import type { Provider } from '@ringtrace/simulator/providers';
import { providersCsv } from '@ringtrace/simulator/reference-files';
import { callsIn } from '@ringtrace/simulator/simulate';
import { createWorld } from '@ringtrace/simulator/world';
import { settle } from '../detect/settle.ts';
import { batch, send } from '../ingest/feeds.ts';
import { type Stack, until } from '../ingest/stack.ts';
import { referenceInForce } from '../reference/in-force.ts';

/** A call as it really was. */
export interface TrueCall {
  readonly campaign: string;
  /** E.164 digits; 0 = withheld. */
  readonly calling: number;
  readonly called: number;
  /** ms since 1970, by the clock of the first member that reports it. */
  readonly time: number;
  /** Providers in order, the origin first. */
  readonly path: readonly string[];
  /** Legs of US providers that do not report, by provider: they may come later. */
  readonly unreported: ReadonlyMap<string, Cdr>;
}

/** Simulated traffic of which half of the providers report their legs. */
export interface HalfReported {
  readonly calls: readonly TrueCall[];
  readonly reports: (provider: string) => boolean;
  readonly country: (provider: string) => string;
}

/** Other test files feed the simulator's carriers, too. */
const own = (id: string) => `half-${id}`;

/** Feeds the traffic through the broker, has it stored and judged, and returns the truth about it. */
export async function feedHalf(stack: Stack, seed: number, legs: number): Promise<HalfReported> {
  const world = createWorld({ seed, legs, reportingShare: 0.5 });
  const providers = new Map(
    [...world.providers.values()].map((one) => [own(one.id), { ...one, id: own(one.id) }]),
  );
  const calls: TrueCall[] = [];
  const byCarrier = new Map<string, Cdr[]>();
  for (const call of callsIn(world, legs)) {
    const reported = legsOf(call);
    for (const { provider, cdr } of reported) add(byCarrier, own(provider.id), ownNeighbors(cdr));
    const time = reported[0]?.cdr.start_time;
    if (time !== undefined) calls.push(trueCall(call, time));
  }
  await loadProviders(stack, providers);
  await throughBroker(stack, byCarrier);
  await settle(stack.store);
  return {
    calls,
    reports: (provider) => byCarrier.has(provider),
    country: (provider) => providers.get(provider)?.country ?? '',
  };
}

/** Feeds the legs of these calls that nobody reported before. */
export async function feedUnreported(stack: Stack, calls: readonly TrueCall[]): Promise<void> {
  const byCarrier = new Map<string, Cdr[]>();
  for (const { unreported } of calls) for (const [carrier, cdr] of unreported) add(byCarrier, carrier, cdr);
  await throughBroker(stack, byCarrier);
}

function add(byCarrier: Map<string, Cdr[]>, carrier: string, cdr: Cdr): void {
  const records = byCarrier.get(carrier) ?? [];
  records.push(cdr);
  byCarrier.set(carrier, records);
}

const ownNeighbors = (cdr: Cdr): Cdr => ({
  ...cdr,
  upstream: ownOrNull(cdr.upstream),
  downstream: ownOrNull(cdr.downstream),
});
const ownOrNull = (id: string | null) => (id === null ? null : own(id));
const digitsOf = (number: string) => (/^\+\d+$/.test(number) ? Number(number.slice(1)) : 0);

const trueCall = (call: LabelledCall, time: number): TrueCall => ({
  campaign: call.campaign,
  calling: digitsOf(call.calling),
  called: digitsOf(call.called),
  time,
  path: call.path.map(({ id }) => own(id)),
  unreported: unreportedOf(call),
});

function unreportedOf(call: LabelledCall): TrueCall['unreported'] {
  if (call.campaign === '') return new Map();
  const path = call.path.map((provider) => ({ ...provider, member: provider.country === 'US' }));
  const reports = new Set(call.path.filter(({ member }) => member).map(({ id }) => id));
  return new Map(
    legsOf({ ...call, path })
      .filter(({ provider }) => !reports.has(provider.id))
      .map(({ provider, cdr }) => [own(provider.id), ownNeighbors(cdr)]),
  );
}

/** Records of a batch. */
const perBatch = 2_000;

async function throughBroker(stack: Stack, byCarrier: ReadonlyMap<string, readonly Cdr[]>): Promise<void> {
  const leave = new AbortController();
  const worker = runIngest({
    ...stack,
    group: 'half-reported',
    reference: fixedReference(await referenceInForce(stack.store, 0)),
    signal: leave.signal,
    schemas: fixedSchemas(),
    blockRows: 50_000,
    blockMs: 400,
    refreshMs: 200,
  });
  try {
    for (const [carrier, records] of byCarrier) {
      const inOrder = records.toSorted((a, b) => a.start_time - b.start_time);
      const produced_at = (inOrder.at(-1)?.end_time ?? 0) + 60_000;
      const batches = Array.from({ length: Math.ceil(inOrder.length / perBatch) }, (_, i) =>
        batch(inOrder.slice(i * perBatch, (i + 1) * perBatch), { sequence: i + 1, produced_at }),
      );
      await send(stack, carrier, ...batches);
    }
    await until(
      'an empty backlog',
      () => ingestBacklog(stack.kafka, 'half-reported'),
      ({ lag, partitions }) => lag === 0 && partitions.length > 0,
    );
  } finally {
    leave.abort();
    await worker;
  }
}

async function loadProviders(stack: Stack, providers: ReadonlyMap<string, Provider>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'ringtrace-half-'));
  try {
    const file = join(directory, 'providers.csv');
    await writeFile(file, providersCsv(providers.values()));
    await loadReferenceFile(stack.store, 'providers', file);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
