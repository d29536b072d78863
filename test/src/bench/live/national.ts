import { type Call, drawCall, emptyCall } from '../traffic/call.ts';
import { lastMoment, someFault, writeLeg } from '../traffic/leg.ts';
import { sources, switches } from '../traffic/network.ts';
import { exchangeOf } from '../traffic/numbers.ts';
import { Source, type TrafficBatch } from '../traffic/source.ts';
import { Words } from '../traffic/words.ts';

/** The national mix of `bench ingest`, some legs at a time: every batch is made when a cycle ends, full or not. */
export class National {
  readonly #words: Words;
  readonly #call = emptyCall();
  readonly #sources = sources.map((_, index) => new Source(index));
  readonly #isTaken: (exchange: number) => boolean;

  /** @param isTaken exchanges (area code and next three digits) that belong to somebody else. */
  constructor(seed: number, isTaken: (exchange: number) => boolean) {
    this.#words = new Words(seed);
    this.#isTaken = isTaken;
  }

  /** Batches with exactly `legs` records of calls that end evenly from `from` until before `to`, ms since 1970. */
  *batches(legs: number, from: number, to: number): Generator<TrafficBatch> {
    let written = 0;
    while (written < legs) {
      this.#draw(Math.floor(from + ((to - from) * written) / legs));
      const hops = Math.min(this.#call.path.length, legs - written);
      for (let hop = 0; hop < hops; hop += 1) {
        const full = this.#write(this.#call, hop);
        if (full !== undefined) yield full.take(this.#words);
      }
      written += hops;
    }
    for (const source of this.#sources) if (!source.isEmpty()) yield source.take(this.#words);
  }

  #draw(end: number): void {
    const { calling, called } = this.#call;
    do drawCall(this.#call, end, this.#words);
    while ([calling, called].some(({ number }) => this.#isTaken(exchangeOf(number))));
    this.#call.start -= lastMoment(this.#call) - end;
  }

  /** Returns the source where its batch is full. */
  #write(call: Call, hop: number): Source | undefined {
    const words = this.#words;
    const source = this.#sources[(call.path[hop] ?? 0) * switches + words.below(switches)];
    if (source === undefined) throw new Error('a provider without a switch');
    const fault = someFault(words);
    writeLeg(source.out, call, hop, fault, words);
    return source.wrote(lastMoment(call), fault !== undefined, words) ? source : undefined;
  }
}
