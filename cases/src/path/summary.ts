import type { Hop } from '../model/hop.ts';

/** Whether members' records prove a hop. */
export const isProven = ({ basis }: Pick<Hop, 'basis'>): boolean => basis === 'record' || basis === 'both';

/** A path in a few words, such as '5 hops, 4 proven, ask 1'. */
export function pathSummary(hops: readonly Pick<Hop, 'basis'>[], ask: string): string {
  const count = hops.length === 1 ? '1 hop' : `${hops.length} hops`;
  return `${count}, ${hops.filter(isProven).length} proven, ask ${ask === '' ? 0 : 1}`;
}
