import { Empty } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';

export function Provider() {
  return (
    <Page title="Provider">
      <Empty>This page is being built.</Empty>
    </Page>
  );
}
