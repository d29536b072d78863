import { Page } from '../../parts/page.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { useMay } from '../../state/me.ts';
import { usePageSearch } from '../../state/use-search.ts';
import { Instance } from './instance.tsx';
import { People } from './people.tsx';
import { Reference } from './reference.tsx';
import { Rules } from './rules.tsx';
import { settingsSearch, settingsTabs } from './search.ts';
import { Thresholds } from './thresholds.tsx';

export function Settings() {
  const { tab } = usePageSearch(settingsSearch);
  const mayPeople = useMay('people');
  return (
    <Page title="Settings" lead="What is in force here, who changed it, and how this Ringtrace fares.">
      <Tabs
        label="Parts of the settings"
        tabs={settingsTabs.filter(({ id }) => id !== 'people' || mayPeople)}
        now={tab}
      />
      {tab === 'instance' ? <Instance /> : null}
      {tab === 'rules' ? <Rules /> : null}
      {tab === 'thresholds' ? <Thresholds /> : null}
      {tab === 'reference' ? <Reference /> : null}
      {tab === 'people' ? <People /> : null}
    </Page>
  );
}
