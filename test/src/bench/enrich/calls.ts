import type { Reference } from '@ringtrace/enrich/reference';
import { Scratch } from '@ringtrace/platform/scratch';
import { assignments } from '@ringtrace/schemas/tables/cdr';
import { exchanges, ocnOf, portedNumber } from './files.ts';

const scratch = new Scratch();

/** Calls as the enriching stage has them: the columns of one batch. */
export interface Calls {
  /** The indexes of all calls. */
  readonly rows: Int32Array;
  readonly calling: Float64Array;
  readonly called: Float64Array;
  readonly start: Float64Array;
  /** For each call the number of a provider, from 0 to `peers` - 1. */
  readonly upstream: Uint8Array;
  readonly signer: Uint8Array;
}

/** How many providers hand calls in or sign them. */
const peers = 200;
const day = Date.UTC(2026, 0, 15);

/** Random calls between numbers of the country. A third of them go to ported numbers. Each run makes the same calls. */
export function makeCalls(count: number, ported: number, random: (below: number) => number): Calls {
  const each = Math.round(ported / exchanges.length);
  const number = () => {
    const exchange = exchanges[random(exchanges.length)] ?? 0;
    if (random(3) === 0) return portedNumber(exchange, random(each), Math.floor(10_000 / each));
    return 10_000_000_000 + exchange * 10_000 + random(10_000);
  };
  const numbers = () => Float64Array.from({ length: count }, number);
  return {
    rows: Int32Array.from(Array(count).keys()),
    calling: numbers(),
    called: numbers(),
    start: Float64Array.from({ length: count }, (_, i) => day + i * 20),
    upstream: Uint8Array.from({ length: count }, () => random(peers)),
    signer: Uint8Array.from({ length: count }, () => random(peers)),
  };
}

/** The facts that the stage looks up once for each provider that a feed names. */
export function providerFacts(reference: Reference) {
  const ids = Array.from({ length: peers }, (_, i) => i);
  return {
    domestic: ids.map((i) => !reference.isForeignEntry('p1', `p${i}`, '')),
    rmd: ids.map((i) => reference.rmdOf(`p${i}`)),
    signer: ids.map((i) => reference.providerNumber(ocnOf(i))),
  };
}

/** Looks up everything that a CDR is enriched with. Returns a sum of it, so that no look-up can be optimised away. */
export function enrichCalls(
  { rows, calling, called, start, upstream, signer }: Calls,
  reference: Reference,
  peer: ReturnType<typeof providerFacts>,
): number {
  scratch.reset();
  const { plans } = reference.numbers;
  const callingFacts = reference.numbers.columns(calling, rows, scratch);
  const calledFacts = reference.numbers.columns(called, rows, scratch);
  let sum = 0;
  for (const row of rows) {
    const from = calling[row] ?? 0;
    const to = called[row] ?? 0;
    const valid = plans[callingFacts.plan[row] ?? 0]?.valid ?? false;
    const holder = reference.holders[callingFacts.ocn[row] ?? 0] ?? 0;
    const assigned = assignments[callingFacts.assigned[row] ?? 0] ?? '';
    sum += (callingFacts.lineType[row] ?? 0) + (calledFacts.ocn[row] ?? 0) + (calledFacts.assigned[row] ?? 0);
    if (reference.isNeighbor(from, to)) sum += 1;
    if (reference.isDno(from)) sum += 1;
    if (reference.isImproper(from, { valid, holder, assigned }, peer.signer[signer[row] ?? 0] ?? 0)) sum += 1;
    if (peer.domestic[upstream[row] ?? 0]) sum += 1;
    if (peer.rmd[upstream[row] ?? 0] === 'listed') sum += 1;
    if (peer.rmd[signer[row] ?? 0] === 'listed') sum += 1;
    sum += reference.localHour(to, start[row] ?? 0);
  }
  return sum;
}
