import { campaignCallers } from '@ringtrace/detect/campaigns/callers';
import type { Store } from '@ringtrace/platform/clickhouse';
import type { z } from 'zod';
import type { KnownCaller } from '../model/candidate.ts';

/** Callers of a campaign that are one party: the same origin and the same signature, with all their numbers. */
export interface CallerOfCampaign {
  /** In words, for a person who chooses. */
  readonly who: string;
  /** Its numbers in words. */
  readonly numbers: string;
  readonly calls: number;
  readonly known: readonly KnownCaller[];
}

type Row = z.infer<typeof campaignCallers.row>;

/** The callers of a campaign that can be told from a thief of their numbers, the one with most calls first. */
export async function callersOfCampaign(store: Store, campaign: string): Promise<CallerOfCampaign[]> {
  return groupedCallers(await store.query(campaignCallers, { campaign }));
}

/** The same of rows of the query. A number of which neither origin nor holder is proven is left out: anybody can show it. */
export function groupedCallers(rows: readonly Row[]): CallerOfCampaign[] {
  const proven = rows.filter((row) => row.origin_provider !== '' || row.holder_ocn !== '');
  const parties = Map.groupBy(proven, (row) =>
    JSON.stringify([row.origin_provider, row.customer, row.holder_ocn]),
  );
  return [...parties.values()]
    .map((party) => ({
      who: inWords(party),
      numbers: numbersInWords(party),
      calls: party.reduce((sum, { calls }) => sum + calls, 0),
      known: party.map(({ calls: _, ...caller }) => caller),
    }))
    .sort((a, b) => b.calls - a.calls || (a.who < b.who ? -1 : 1));
}

function inWords([first]: readonly Row[]): string {
  if (first === undefined) return 'nobody';
  const { origin_provider, customer, holder_ocn } = first;
  const origin =
    origin_provider === ''
      ? 'origin not proven'
      : customer === ''
        ? `a customer of ${origin_provider}`
        : `customer ${customer} of ${origin_provider}`;
  return holder_ocn === '' ? origin : `${origin}, signed A by the holder (OCN ${holder_ocn})`;
}

const fewNumbers = 5;

function numbersInWords(party: readonly Row[]): string {
  const numbers = [...new Set(party.map(({ calling_number }) => calling_number))].sort((a, b) => a - b);
  const shown = numbers.slice(0, fewNumbers).join(', ');
  const more = numbers.length - fewNumbers;
  return `${numbers.length === 1 ? 'number' : 'numbers'} ${shown}${more > 0 ? ` and ${more} more` : ''}`;
}

/**
 * The callers that a dismissal teaches. One caller is taught unless a person says another thing. undefined where there are several
 * and none is chosen: a person must choose, because a thief of a number may be among them.
 * @param teach numbers are places in the list, from 1
 */
export function chosenCallers(
  found: readonly CallerOfCampaign[],
  teach: 'all' | 'none' | readonly number[] | undefined,
): readonly CallerOfCampaign[] | undefined {
  if (teach === 'none') return [];
  if (teach === 'all') return found;
  if (teach !== undefined) return [...new Set(teach)].flatMap((place) => found[place - 1] ?? []);
  return found.length <= 1 ? found : undefined;
}
