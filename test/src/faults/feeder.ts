import { encodeBatch } from '@ringtrace/platform/avro/batch-codec';
import { ensureTopic } from '@ringtrace/platform/kafka/admin';
import type { Kafka } from '@ringtrace/platform/kafka/client';
import { type OutgoingMessage, openProducer, type Producer } from '@ringtrace/platform/kafka/producer';
import { pause } from '@ringtrace/platform/pause';
import type { Seeded } from '@ringtrace/platform/seeded';
import { feedTopic } from '@ringtrace/schemas/topics';
import type { Model } from './model.ts';

const deadlineMs = 90_000;
const keptForAgain = 400;
const everyMs = 120;

/**
 * Sends batches without a pause, and repeats each until the broker has acknowledged it. So everything it sent is in the
 * topics.
 */
export class Feeder {
  readonly carriers: string[] = [];
  readonly #kafka: Kafka;
  readonly #model: Model;
  readonly #random: Seeded;
  readonly #earlier: OutgoingMessage[] = [];
  #producer: Producer | undefined;
  #asked: OutgoingMessage[] = [];
  #running: Promise<void> | undefined;
  #stopping = false;

  constructor(kafka: Kafka, model: Model, random: Seeded) {
    this.#kafka = kafka;
    this.#model = model;
    this.#random = random;
  }

  async addCarrier(): Promise<string> {
    const carrier = `carrier${this.carriers.length + 1}`;
    await ensureTopic(this.#kafka, feedTopic(carrier));
    this.carriers.push(carrier);
    return carrier;
  }

  start(): void {
    this.#stopping = false;
    this.#running = this.#run();
    this.#running.catch(() => {});
  }

  /** Returns once everything that was made is acknowledged. Throws where the broker stayed away. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#running;
    await this.#producer?.close();
    this.#producer = undefined;
  }

  /** Sends earlier batches again, unchanged. */
  sendAgain(count: number): void {
    for (let i = 0; i < count && this.#earlier.length > 0; i += 1)
      this.#asked.push(this.#random.pick(this.#earlier));
  }

  /** Sends batches that have mostly corrected and withdrawn records. */
  correct(count: number): void {
    for (let i = 0; i < count; i += 1) this.#asked.push(this.#message(0.9));
    this.#asked = this.#random.shuffled(this.#asked);
  }

  #message(corrections?: number): OutgoingMessage {
    const carrier = this.#random.pick(this.carriers.slice(-4));
    const batch = this.#model.batch(carrier, corrections);
    const message = { topic: feedTopic(carrier), key: batch.source, value: encodeBatch(batch) };
    if (this.#earlier.length < keptForAgain) this.#earlier.push(message);
    else this.#earlier[this.#random.below(keptForAgain)] = message;
    return message;
  }

  async #run(): Promise<void> {
    while (!this.#stopping || this.#asked.length > 0) {
      const asked = this.#asked;
      this.#asked = [];
      await this.#untilAcknowledged([...asked, this.#message(), this.#message()]);
      await pause(everyMs);
    }
  }

  async #untilAcknowledged(messages: readonly OutgoingMessage[]): Promise<void> {
    const deadline = Date.now() + deadlineMs;
    for (;;) {
      try {
        this.#producer ??= await openProducer(this.#kafka);
        await this.#producer.send(messages);
        return;
      } catch (error) {
        if (Date.now() > deadline) throw error;
        await this.#producer?.close().catch(() => {});
        this.#producer = undefined;
        await pause(200);
      }
    }
  }
}
