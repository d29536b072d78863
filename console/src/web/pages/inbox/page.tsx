import { Empty } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';

export function Inbox() {
  return (
    <Page title="Inbox">
      <Empty>This page is being built.</Empty>
    </Page>
  );
}
