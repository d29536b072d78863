import type { caseRoute } from '../../../server/routes/cases/case.ts';
import { Answered } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { usePathPart } from '../../state/use-search.ts';
import { Examples } from './examples.tsx';
import { CaseActs, Head } from './head.tsx';
import { Packages } from './packages.tsx';
import { CaseTimeline } from './timeline.tsx';
import { Tracebacks } from './tracebacks.tsx';
import './case.css';

/** One case: all that is needed to work it to its end. */
export function Case() {
  const id = usePathPart('id');
  const answer = useAnswer<typeof caseRoute>('/console/cases/{case_id}', {
    params: { case_id: id },
    reveals: true,
  });
  return (
    <Page
      title={answer.data?.case.title || `Case ${id}`}
      lead={id}
      actions={answer.data === undefined ? undefined : <CaseActs shown={answer.data} />}
    >
      <Answered of={answer}>
        {(shown) => (
          <>
            <Head shown={shown} />
            <Tracebacks shown={shown} />
            <Examples shown={shown} />
            <Packages shown={shown} />
            <CaseTimeline shown={shown} />
          </>
        )}
      </Answered>
    </Page>
  );
}
