import { Empty } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';

export function Campaigns() {
  return (
    <Page title="Campaigns">
      <Empty>This page is being built.</Empty>
    </Page>
  );
}
