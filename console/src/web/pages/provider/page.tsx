import type { providerRoute } from '../../../server/routes/provider.ts';
import { Answered } from '../../parts/answered.tsx';
import { AsOf } from '../../parts/as-of.tsx';
import { Page } from '../../parts/page.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { Time } from '../../parts/time.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { usePageSearch, usePathPart } from '../../state/use-search.ts';
import { Campaigns } from './campaigns.tsx';
import { History } from './history.tsx';
import { Identity } from './identity.tsx';
import { Limits, Objections, Questions } from './notes.tsx';
import { Requests } from './requests.tsx';
import { RoleCard } from './role-card.tsx';
import { providerSearch, providerTabs } from './search.ts';

export function Provider() {
  const id = usePathPart('id');
  const { as_of, tab } = usePageSearch(providerSearch);
  const found = useAnswer<typeof providerRoute>('/console/providers/{provider}', {
    params: { provider: id },
    query: { as_of },
    // A card of a moment does not change.
    live: as_of === undefined,
  });
  const name = found.data?.described?.name || found.data?.reference?.name || '';
  return (
    <Page
      title={name === '' ? `Provider ${id}` : `${name} (${id})`}
      lead={
        found.data === undefined ? undefined : (
          <>
            Scorecard as of <Time at={found.data.as_of} />. It states counts, and shows neither intent nor
            guilt.
          </>
        )
      }
    >
      <AsOf as_of={as_of} />
      <Tabs label="Parts of this card" tabs={providerTabs} now={tab} />
      <Answered of={found}>
        {(card) => (
          <>
            {tab === 'card' ? (
              <>
                <Identity card={card} />
                {card.roles.map((role) => (
                  <RoleCard key={role.role} card={role} />
                ))}
                <Questions card={card} />
                <Objections card={card} />
                <Limits card={card} />
              </>
            ) : null}
            {tab === 'history' ? <History provider={card.provider} as_of={as_of} /> : null}
            {tab === 'requests' ? <Requests card={card} /> : null}
            {tab === 'campaigns' ? <Campaigns card={card} /> : null}
          </>
        )}
      </Answered>
    </Page>
  );
}
