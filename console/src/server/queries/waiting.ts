import { ingestBacklog } from '@ringtrace/ingest/worker/backlog';
import type { Kafka } from '@ringtrace/platform/kafka/client';

const keepMs = 5_000;
/** A page does not wait longer for the broker, ms. */
const patienceMs = 700;

type Waiting = ReadonlyMap<string, number>;
const byKafka = new WeakMap<
  Kafka,
  { readonly until: number; readonly waiting: Promise<Waiting | undefined> }
>();

/**
 * Messages of each carrier's topic that are not stored yet, kept for some seconds. undefined where the broker does not answer: the
 * rest of a page is worth seeing all the same.
 */
export async function waitingMessages(kafka: Kafka): Promise<Waiting | undefined> {
  const before = byKafka.get(kafka);
  const kept = before !== undefined && performance.now() < before.until ? before : asked(kafka);
  byKafka.set(kafka, kept);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs);
  });
  const found = await Promise.race([kept.waiting, late]);
  clearTimeout(timer);
  return found;
}

function asked(kafka: Kafka) {
  const waiting = ingestBacklog(kafka).then(
    ({ lagByCarrier }) => lagByCarrier,
    () => undefined,
  );
  return { until: performance.now() + keepMs, waiting };
}
