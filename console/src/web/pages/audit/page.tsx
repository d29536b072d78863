import { Empty } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';

export function Audit() {
  return (
    <Page title="Audit">
      <Empty>This page is being built.</Empty>
    </Page>
  );
}
