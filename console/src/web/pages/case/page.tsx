import { Empty } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';

export function Case() {
  return (
    <Page title="Case">
      <Empty>This page is being built.</Empty>
    </Page>
  );
}
