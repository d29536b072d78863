import { Empty } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';

export function Feeds() {
  return (
    <Page title="Feeds">
      <Empty>This page is being built.</Empty>
    </Page>
  );
}
