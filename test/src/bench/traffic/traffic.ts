import { drawCall, emptyCall } from './call.ts';
import { faults, lastMoment, longestRecord, writeLeg } from './leg.ts';
import { providerNames, sources, switches } from './network.ts';
import { Output } from './output.ts';
import { Words } from './words.ts';

export interface TrafficOptions {
  readonly cdrs: number;
  /** The same seed gives the same CDRs. */
  readonly seed?: number;
  /** CDRs a second of event time; default 58,000, a nation's average of a billion calls a day at five legs. */
  readonly cdrsPerSecond?: number;
  /** When the first call starts, ms since 1970; default 2025-03-04 15:00 UTC. */
  readonly start?: number;
}

/** Some records of one switch, in the order their calls started. */
export interface TrafficBatch {
  readonly carrier: string;
  readonly source: string;
  /** Rises by one per source, from 1 on. */
  readonly sequence: number;
  /** Milliseconds since 1970, behind all times of its good records. */
  readonly producedAt: number;
  /** 128 random bits. */
  readonly id: Uint32Array<ArrayBuffer>;
  readonly count: number;
  /** How many of them must become dead letters. */
  readonly bad: number;
  /** Avro binary of the records, one behind the other. Valid until the next batch is asked for. */
  readonly records: Buffer;
}

const defaultStart = Date.UTC(2025, 2, 4, 15);
const nation = 58_000;
/** One record in a hundred is bad. */
const badOneIn = 100;
const smallestBatch = 1_000;
const largestBatch = 2_000;
/** A batch is made when its last call is over and the switch has had time to write it, ms. */
const writtenMs = 60_000;

/** What a switch has not sent yet. */
class Source {
  readonly index: number;
  readonly out = new Output(largestBatch * longestRecord);
  #sequence = 0;
  #count = 0;
  #bad = 0;
  #size = 0;
  #lastEnd = 0;

  constructor(index: number) {
    this.index = index;
  }

  /** True once the batch is to be sent. */
  wrote(end: number, bad: boolean, words: Words): boolean {
    if (this.#count === 0) this.#size = smallestBatch + words.below(largestBatch - smallestBatch);
    this.#count += 1;
    if (bad) this.#bad += 1;
    this.#lastEnd = Math.max(this.#lastEnd, end);
    return this.#count === this.#size;
  }

  take(words: Words): TrafficBatch {
    this.#sequence += 1;
    const batch = {
      carrier: providerNames[Math.floor(this.index / switches)] ?? '',
      source: sources[this.index] ?? '',
      sequence: this.#sequence,
      producedAt: this.#lastEnd + writtenMs,
      id: Uint32Array.from({ length: 4 }, () => words.next()),
      count: this.#count,
      bad: this.#bad,
      records: this.out.written(),
    };
    this.#count = 0;
    this.#bad = 0;
    this.out.at = 0;
    return batch;
  }

  isEmpty(): boolean {
    return this.#count === 0;
  }
}

/**
 * Unlabelled feed traffic of a national network: each call crosses two to five of 30 providers, and each of them
 * reports its leg. Exactly `cdrs` records, every identity once, one in a hundred a dead letter; held in memory is a
 * batch a switch.
 */
export function* traffic(options: TrafficOptions): Generator<TrafficBatch> {
  const { cdrs, seed = 1, cdrsPerSecond = nation, start = defaultStart } = options;
  const words = new Words(seed);
  const pending = sources.map((_, index) => new Source(index));
  const call = emptyCall();
  let written = 0;
  while (written < cdrs) {
    drawCall(call, start + Math.floor((written * 1_000) / cdrsPerSecond), words);
    const hops = Math.min(call.path.length, cdrs - written);
    for (let hop = 0; hop < hops; hop += 1) {
      const source = pending[(call.path[hop] ?? 0) * switches + words.below(switches)];
      if (source === undefined) throw new Error('a provider without a switch');
      const fault = words.below(badOneIn) === 0 ? faults[words.below(faults.length)] : undefined;
      writeLeg(source.out, call, hop, fault, words);
      if (source.wrote(lastMoment(call), fault !== undefined, words)) yield source.take(words);
    }
    written += hops;
  }
  for (const source of pending) if (!source.isEmpty()) yield source.take(words);
}
