import { Empty } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';

export function Settings() {
  return (
    <Page title="Settings">
      <Empty>This page is being built.</Empty>
    </Page>
  );
}
