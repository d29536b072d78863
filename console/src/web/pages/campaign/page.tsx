import { Empty } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';

export function Campaign() {
  return (
    <Page title="Campaign">
      <Empty>This page is being built.</Empty>
    </Page>
  );
}
