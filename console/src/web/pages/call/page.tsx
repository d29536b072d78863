import { Empty } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';

export function Call() {
  return (
    <Page title="Call">
      <Empty>This page is being built.</Empty>
    </Page>
  );
}
