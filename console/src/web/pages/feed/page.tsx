import { Empty } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';

export function Feed() {
  return (
    <Page title="Feed">
      <Empty>This page is being built.</Empty>
    </Page>
  );
}
