import { drawCall, emptyCall } from './call.ts';
import { lastMoment, someFault, writeLeg } from './leg.ts';
import { sources, switches } from './network.ts';
import { Source, type TrafficBatch } from './source.ts';
import { Words } from './words.ts';

export interface TrafficOptions {
  readonly cdrs: number;
  /** The same seed gives the same CDRs. */
  readonly seed?: number;
  /**
   * CDRs a second of event time. Default: 58,000, which is the average of a nation with a billion calls a day and five
   * legs a call.
   */
  readonly cdrsPerSecond?: number;
  /** When the first call starts, ms since 1970. Default: 2025-03-04 15:00 UTC. */
  readonly start?: number;
}

const defaultStart = Date.UTC(2025, 2, 4, 15);
const nation = 58_000;

/**
 * Traffic of a national network, without labels. Each call crosses two to five of 30 providers, and each of them
 * reports its leg. There are exactly `cdrs` records with different identities. One in a hundred is a dead letter.
 * Memory holds one batch for each switch.
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
      const fault = someFault(words);
      writeLeg(source.out, call, hop, fault, words);
      if (source.wrote(lastMoment(call), fault !== undefined, words)) yield source.take(words);
    }
    written += hops;
  }
  for (const source of pending) if (!source.isEmpty()) yield source.take(words);
}
