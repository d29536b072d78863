import { assignments } from '@ringtrace/enrich/number-lookups';
import type { Reference } from '@ringtrace/enrich/reference';
import { Scratch } from '@ringtrace/platform/scratch';
import { exchanges, ocnOf, portedNumber } from './files.ts';

const scratch = new Scratch();

/** Calls as the enriching stage has them, columns of one batch. */
export interface Calls {
  readonly calling: Float64Array;
  readonly called: Float64Array;
  readonly start: Float64Array;
  readonly upstream: readonly string[];
  readonly signer: readonly string[];
}

const day = Date.UTC(2026, 0, 15);

/** Random calls between numbers of the country, a third of them ported ones; the same each run. */
export function makeCalls(count: number, ported: number, random: (below: number) => number): Calls {
  const each = Math.round(ported / exchanges.length);
  const number = () => {
    const exchange = exchanges[random(exchanges.length)] ?? 0;
    if (random(3) === 0) return portedNumber(exchange, random(each), Math.floor(10_000 / each));
    return 10_000_000_000 + exchange * 10_000 + random(10_000);
  };
  const numbers = () => Float64Array.from({ length: count }, number);
  return {
    calling: numbers(),
    called: numbers(),
    start: Float64Array.from({ length: count }, (_, i) => day + i * 20),
    upstream: Array.from({ length: count }, () => `p${random(200)}`),
    signer: Array.from({ length: count }, () => ocnOf(random(200))),
  };
}

/** Everything a CDR is enriched with; gives a sum, so that nothing of it can be left out. */
export function enrichCalls(
  { calling, called, start, upstream, signer }: Calls,
  reference: Reference,
): number {
  const rows = Int32Array.from(calling.keys());
  scratch.reset();
  const { plans, ocns } = reference.numbers;
  const callingFacts = reference.numbers.columns(calling, rows, scratch);
  const calledFacts = reference.numbers.columns(called, rows, scratch);
  let sum = 0;
  for (const row of rows) {
    const from = calling[row] ?? 0;
    const to = called[row] ?? 0;
    const plan = plans[callingFacts.plan[row] ?? 0];
    const ocn = ocns[callingFacts.ocn[row] ?? 0] ?? '';
    const signedBy = reference.providerOfOcn(signer[row] ?? '')?.provider_id ?? '';
    const assigned = assignments[callingFacts.assigned[row] ?? 0] ?? '';
    sum += (callingFacts.lineType[row] ?? 0) + (calledFacts.ocn[row] ?? 0) + (calledFacts.assigned[row] ?? 0);
    if (reference.isNeighbor(from, to)) sum += 1;
    if (reference.isDno(from)) sum += 1;
    if (reference.isImproper(from, { valid: plan?.valid ?? false, ocn, assigned }, signedBy)) sum += 1;
    if (reference.isForeignEntry('p1', upstream[row] ?? '', '')) sum += 1;
    if (reference.rmdOf(upstream[row] ?? '') === 'listed') sum += 1;
    if (reference.rmdOf(signedBy) === 'listed') sum += 1;
    sum += reference.localHour(to, start[row] ?? 0);
  }
  return sum;
}
