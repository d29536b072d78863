import { Empty } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';

export function Query() {
  return (
    <Page title="Query">
      <Empty>This page is being built.</Empty>
    </Page>
  );
}
