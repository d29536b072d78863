import { Page } from '../../parts/page.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { usePageSearch } from '../../state/use-search.ts';
import { Check } from './check.tsx';
import { Log } from './log.tsx';
import { PeopleChanges } from './people-changes.tsx';
import { auditSearch, auditTabs } from './search.ts';

export function Audit() {
  const { tab } = usePageSearch(auditSearch);
  return (
    <Page
      title="Audit"
      lead="Who did what, when and why. Nothing in the log can be changed or removed unseen."
    >
      <Tabs label="Parts of the audit" tabs={auditTabs} now={tab} />
      {tab === 'log' ? <Log /> : null}
      {tab === 'check' ? <Check /> : null}
      {tab === 'people' ? <PeopleChanges /> : null}
    </Page>
  );
}
