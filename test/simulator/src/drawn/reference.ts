import { hash32, hashText } from '../random.ts';
import { providerOf } from '../route.ts';
import { inboundOnly } from './inbound-only.ts';
import type { DrawnTraffic } from './traffic.ts';

/** The content of dno.txt for a drawn network. */
export function drawnDno(): string {
  return [
    '# do not originate: inbound only, asked for by the subscriber',
    ...inboundOnly.map((n) => n.slice(2)),
    '',
  ].join('\n');
}

/** The content of number-blocks.csv: every exchange of the population, with its provider. */
export function drawnNumberBlocks({ world }: DrawnTraffic): string {
  const rows = [...new Map(world.population.exchanges.map(({ prefix, provider }) => [prefix, provider]))].map(
    ([prefix, { ocns, name }]) => `${prefix.slice(2, 5)},${prefix.slice(5, 8)},,${ocns[0] ?? ''},${name},,,`,
  );
  return ['npa,nxx,block,ocn,company,state,rate_center,line_type', ...rows, ''].join('\n');
}

/**
 * The content of ported.csv: the numbers of legitimate bulk callers, with the provider that serves them. One bulk
 * caller in ten shows numbers that another provider holds for it, and these are not listed. Some businesses always do.
 */
export function drawnPorted({ world, bulkCallers }: DrawnTraffic): string {
  const rows = bulkCallers.flatMap((caller) => {
    const [ocn] = providerOf(world.providers, caller.origins[0] ?? '').ocns;
    if (ocn === undefined) return [];
    const isLent = caller.broughtAlong || hash32(hashText(caller.name)) % 10 === 0;
    return caller
      .callers(world, caller.name)
      .own.filter((number) => number.startsWith('+1'))
      .filter((number) => !isLent || world.population.holder(number) === undefined)
      .map((number) => `${number.slice(2)},${ocn}`);
  });
  return ['number,ocn', ...new Map(rows.map((row) => [row.slice(0, 10), row])).values(), ''].join('\n');
}
