import { Empty } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';

export function Report() {
  return (
    <Page title="Report">
      <Empty>This page is being built.</Empty>
    </Page>
  );
}
