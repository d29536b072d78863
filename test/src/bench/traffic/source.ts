import { longestRecord } from './leg.ts';
import { providerNames, sources, switches } from './network.ts';
import { Output } from './output.ts';
import type { Words } from './words.ts';

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

const smallestBatch = 1_000;
const largestBatch = 2_000;
/** A batch is made when its last call is over and the switch has had time to write it, ms. */
const writtenMs = 60_000;

/** What a switch has not sent yet. */
export class Source {
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
