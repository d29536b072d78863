import { Empty } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';

export function Calls() {
  return (
    <Page title="Call search">
      <Empty>This page is being built.</Empty>
    </Page>
  );
}
