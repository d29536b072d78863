import { Empty } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';

export function Cases() {
  return (
    <Page title="Cases">
      <Empty>This page is being built.</Empty>
    </Page>
  );
}
