import { Empty } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';

export function Providers() {
  return (
    <Page title="Providers">
      <Empty>This page is being built.</Empty>
    </Page>
  );
}
