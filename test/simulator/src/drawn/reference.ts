import { hash32, hashText } from '../random.ts';
import { providerOf } from '../route.ts';
import { inboundOnly } from './inbound-only.ts';
import type { DrawnTraffic } from './traffic.ts';

/** dno.txt of a drawn network. */
export function drawnDno(): string {
  return [
    '# do not originate: inbound only, asked for by the subscriber',
    ...inboundOnly.map((n) => n.slice(2)),
    '',
  ].join('\n');
}

/** number-blocks.csv: every exchange of the population with its provider. */
export function drawnNumberBlocks({ world }: DrawnTraffic): string {
  const rows = [...new Map(world.population.exchanges.map(({ prefix, provider }) => [prefix, provider]))].map(
    ([prefix, { ocns, name }]) => `${prefix.slice(2, 5)},${prefix.slice(5, 8)},,${ocns[0] ?? ''},${name},,,`,
  );
  return ['npa,nxx,block,ocn,company,state,rate_center,line_type', ...rows, ''].join('\n');
}

/**
 * ported.csv: the numbers of legitimate callers of many, where they are. One in ten calls with numbers that another
 * provider holds for it, and no list tells.
 */
export function drawnPorted({ world, bulkCallers }: DrawnTraffic): string {
  const rows = bulkCallers.flatMap((caller) => {
    const [ocn] = providerOf(world.providers, caller.origins[0] ?? '').ocns;
    if (ocn === undefined) return [];
    const isLent = hash32(hashText(caller.name)) % 10 === 0;
    return caller
      .callers(world, caller.name)
      .own.filter((number) => number.startsWith('+1'))
      .filter((number) => !isLent || world.population.holder(number) === undefined)
      .map((number) => `${number.slice(2)},${ocn}`);
  });
  return ['number,ocn', ...new Map(rows.map((row) => [row.slice(0, 10), row])).values(), ''].join('\n');
}
