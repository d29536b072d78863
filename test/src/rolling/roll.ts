import { lastingPort } from '@ringtrace/local/kafka/port';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { seeded } from '@ringtrace/platform/seeded';
import { waitIdle } from 'ringtrace/idle';
import { verify } from 'ringtrace/verify/verify';
import { z } from 'zod';
import { held } from '../bench/held.ts';
import { metricsIn } from '../bench/live/detect-metrics.ts';
import { compare } from '../faults/compare.ts';
import { Feeder } from '../faults/feeder.ts';
import { Model } from '../faults/model.ts';
import { database, type Services, startServices } from '../faults/services.ts';
import { startWorker, type Worker } from '../faults/workers.ts';
import { until } from '../ingest/stack.ts';
import { watchStall } from './stall.ts';

/** What came of a rolling upgrade. */
export interface Rolled {
  /** CDRs stored in the end. */
  readonly stored: number;
  readonly lost: number;
  readonly twice: number;
  /** Everything that is wrong, in words. Empty = nothing. */
  readonly differences: readonly string[];
  /** The longest time in which no batch was stored while batches came in all the time, ms. */
  readonly ingestStallMs: number;
  /** The longest time in which no build was finished meanwhile, ms. Rounds rest on purpose while CDRs come in: that counts, too. */
  readonly detectStallMs: number;
  /**
   * The longest time from the moment at which the active detect worker was asked to end to the first build of its successor, ms. 0 = no active
   * one was replaced.
   */
  readonly handoverMs: number;
  /** The same two times while no worker was replaced. */
  readonly usualIngestMs: number;
  readonly usualDetectMs: number;
}

/** Builds to wait for, to learn the usual times. */
const usualBuilds = 4;

interface RollOptions {
  readonly seed: number;
  /** Settings of the workers. */
  readonly settings?: NodeJS.ProcessEnv;
  /** Called with a line for each worker that is replaced. */
  readonly tell: (line: string) => void;
}

const counted = (name: string, sql: string) => {
  const query = defineQuery()({ name: `rolling: ${name}`, sql, row: z.object({ count: z.number() }) });
  return async (store: Store) => (await store.query(query, {}))[0]?.count ?? 0;
};
const batches = counted('batches', 'SELECT count() AS count FROM batches');
/** A build takes the place of an earlier one of its bucket, so their number need not grow. The highest one does. */
const builds = counted('builds', 'SELECT max(build) AS count FROM builds');

const portVariable = {
  ingest: 'RINGTRACE_INGEST_METRICS_PORT',
  detect: 'RINGTRACE_DETECT_METRICS_PORT',
} as const;
type Kind = keyof typeof portVariable;
const kinds: readonly Kind[] = ['ingest', 'ingest', 'detect', 'detect'];

/**
 * Replaces two ingest and two detect workers one after the other under load, as docs/operations.md says. Each is asked to end, and another
 * process takes its place. The next one follows once that process answers 200 at /ready. Then compares what was stored with
 * what was sent.
 */
export async function rollWorkers(options: RollOptions): Promise<Rolled> {
  let isRight = false;
  let services: Services | undefined;
  try {
    const rolled = await held(
      startServices(),
      (started) => started.stop(),
      (started) => {
        services = started;
        return roll(started, options);
      },
    );
    isRight = rolled.differences.length === 0;
    return rolled;
  } finally {
    if (isRight) services?.remove();
    else if (services !== undefined) options.tell(`data and logs are kept in ${services.home}`);
  }
}

async function roll(services: Services, { seed, settings = {}, tell }: RollOptions): Promise<Rolled> {
  const { store, kafka } = services;
  const model = new Model(seeded(seed));
  const feeder = new Feeder(kafka, model, seeded(seed + 1));
  const running: { kind: Kind; worker: Worker; port: number }[] = [];
  const all: Worker[] = [];
  const start = async (kind: Kind) => {
    const port = await lastingPort('127.0.0.1');
    const place = {
      home: services.home,
      kafka: kafka.access,
      clickhouseUrl: services.clickhouseUrl,
      credentials: services.credentials,
      database,
      settings: { ...settings, [portVariable[kind]]: String(port) },
    };
    const worker = startWorker(place, kind, all.length + 1);
    all.push(worker);
    await until(
      `${worker.name} is ready`,
      () => isReady(port),
      (ready) => ready,
    );
    return { kind, worker, port };
  };
  const end = async () => {
    await feeder.stop().catch(() => {});
    await Promise.all(all.map((worker) => worker.leave()));
  };
  return held(all, end, async () => {
    for (let i = 0; i < 3; i += 1) await feeder.addCarrier();
    for (const kind of kinds) running.push(await start(kind));
    model.beginRound();
    feeder.start();
    const growing = async () => {
      const before = { batches: await batches(store), builds: await builds(store) };
      await until(
        'ingest goes on',
        () => batches(store),
        (now) => now > before.batches + 20,
      );
      await until(
        'detection goes on',
        () => builds(store),
        (now) => now > before.builds,
      );
    };
    await growing();
    const watch = () => {
      const [ingest, detect] = [watchStall(() => batches(store)), watchStall(() => builds(store))];
      return () => Promise.all([ingest.end(), detect.end()]);
    };
    const endUsual = watch();
    for (let i = 0; i < usualBuilds; i += 1) await growing();
    const [usualIngestMs, usualDetectMs] = await endUsual();
    const endRolling = watch();
    let handoverMs = 0;
    for (const old of running.splice(0)) {
      const leads = old.kind === 'detect' && (await isActive(old.port));
      const askedAt = performance.now();
      await old.worker.leave();
      if (leads) {
        // What is built from now on, the successor has built.
        const before = await builds(store);
        await until(
          'the successor builds',
          () => builds(store),
          (now) => now > before,
        );
        handoverMs = Math.max(handoverMs, performance.now() - askedAt);
      }
      const next = await start(old.kind);
      running.push(next);
      await growing();
      tell(`${old.worker.name} was replaced by ${next.worker.name}`);
    }
    const [ingestStallMs, detectStallMs] = await endRolling();
    await feeder.stop();
    await waitIdle({ store, kafka });
    const compared = await compare(store, model.known.values());
    const { checks } = await verify(store, kafka);
    const { stored, lost, twice } = compared;
    const differences = [
      ...compared.examples,
      ...checks.flatMap((check) => (check.ok ? [] : check.differences.map((one) => `${check.name}: ${one}`))),
      ...all.flatMap(({ accidents }) => accidents),
    ];
    return {
      stored,
      lost,
      twice,
      differences,
      ingestStallMs,
      detectStallMs,
      handoverMs,
      usualIngestMs,
      usualDetectMs,
    };
  });
}

const isActive = async (port: number): Promise<boolean> => {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  return metricsIn(await answer.text()).isActive;
};

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
