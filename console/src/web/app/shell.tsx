import { Outlet } from '@tanstack/react-router';
import { PageLink } from '../parts/link.tsx';
import { addresses, type PageAddress } from '../state/addresses.ts';
import { type Me, type Right, useMe } from '../state/me.ts';
import { useBaseSearch, usePatch } from '../state/use-search.ts';

interface Place {
  readonly label: string;
  readonly needs: Right;
  readonly to: PageAddress;
}

/** What the navigation offers, in its order. */
export function placesFor({ rights, carrier }: Pick<Me, 'rights' | 'carrier'>): readonly Place[] {
  const places: readonly Place[] = [
    { label: 'Inbox', needs: 'look', to: addresses.inbox() },
    { label: 'Campaigns', needs: 'look', to: addresses.campaigns() },
    { label: 'Cases', needs: 'look', to: addresses.cases() },
    { label: 'Call search', needs: 'look', to: addresses.calls() },
    carrier === null
      ? { label: 'Providers', needs: 'cards', to: addresses.providers() }
      : { label: 'Scorecard', needs: 'cards', to: addresses.provider(carrier) },
    { label: 'Feeds', needs: 'feeds', to: addresses.feeds() },
    { label: 'Report', needs: 'look', to: addresses.report() },
    { label: 'Query', needs: 'query', to: addresses.query() },
    { label: 'Audit', needs: 'audit', to: addresses.audit() },
    { label: 'Settings', needs: 'look', to: addresses.settings() },
  ];
  return places.filter(({ needs }) => rights.includes(needs));
}

/** The frame around every page. */
export function Shell() {
  const me = useMe();
  const { tz, live } = useBaseSearch();
  const patch = usePatch();
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="bar">
        <span className="brand">Ringtrace</span>
        <button type="button" onClick={() => patch({ tz: tz === 'utc' ? 'local' : 'utc' })}>
          Times: {tz === 'utc' ? 'UTC' : 'local'}
        </button>
        <button type="button" onClick={() => patch({ live: live === 'on' ? 'paused' : 'on' })}>
          {live === 'on' ? 'Pause' : 'Go on'}
        </button>
        <span>{me.data?.name}</span>
      </header>
      <nav aria-label="Pages">
        <ul>
          {me.data === undefined
            ? null
            : placesFor(me.data).map(({ label, to }) => (
                <li key={label}>
                  <PageLink to={to}>{label}</PageLink>
                </li>
              ))}
        </ul>
      </nav>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
