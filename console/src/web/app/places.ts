import { addresses, type PageAddress } from '../state/addresses.ts';
import type { Me, Right } from '../state/me.ts';

/** What the navigation leads to. */
export interface Place {
  readonly label: string;
  /** After the key g. */
  readonly key: string;
  readonly needs: Right;
  readonly to: PageAddress;
}

/** What the navigation offers to a person, in its order. A carrier's person sees feeds and the own scorecard. */
export function placesFor({ rights, carrier }: Pick<Me, 'rights' | 'carrier'>): readonly Place[] {
  const places: readonly Place[] = [
    { label: 'Inbox', key: 'i', needs: 'look', to: addresses.inbox() },
    { label: 'Campaigns', key: 'c', needs: 'look', to: addresses.campaigns() },
    { label: 'Cases', key: 's', needs: 'look', to: addresses.cases() },
    { label: 'Call search', key: 'l', needs: 'look', to: addresses.calls() },
    carrier === null
      ? { label: 'Providers', key: 'p', needs: 'cards', to: addresses.providers() }
      : { label: 'Scorecard', key: 'p', needs: 'cards', to: addresses.provider(carrier) },
    { label: 'Feeds', key: 'f', needs: 'feeds', to: addresses.feeds() },
    { label: 'Report', key: 'r', needs: 'look', to: addresses.report() },
    { label: 'Query', key: 'q', needs: 'query', to: addresses.query() },
    { label: 'Audit', key: 'a', needs: 'audit', to: addresses.audit() },
    { label: 'Settings', key: 't', needs: 'look', to: addresses.settings() },
  ];
  return places.filter(({ needs }) => rights.includes(needs));
}
