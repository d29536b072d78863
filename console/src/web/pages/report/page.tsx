import type { reportRoute } from '../../../server/routes/report.ts';
import { addressOf } from '../../api/ask.ts';
import { Answered } from '../../parts/answered.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { usePageSearch } from '../../state/use-search.ts';
import { FigureSection, KeyFigures } from './figures.tsx';
import { Period } from './period.tsx';
import { reportSearch, usualPeriod } from './search.ts';

export function Report() {
  const given = usePageSearch(reportSearch);
  const usual = usualPeriod(Date.now());
  const query = { from: given.from ?? usual.from, to: given.to ?? usual.to, as_of: given.as_of };
  const found = useAnswer<typeof reportRoute>('/console/report', { query, live: false });
  return (
    <Page
      title="Traceback report"
      lead="The figures that the registered traceback consortium publishes, each with its definition and the query that gives it."
      actions={
        <>
          <button type="button" onClick={() => window.print()}>
            Print
          </button>
          {(['html', 'csv', 'json'] as const).map((form) => (
            <a key={form} href={addressOf(`/console/report.${form}`, {}, query)} download>
              {form.toUpperCase()}
            </a>
          ))}
        </>
      }
    >
      <Period {...query} />
      <Answered of={found}>
        {({ period, figures, limits }) => (
          <>
            {period.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
            <KeyFigures figures={figures} />
            {figures
              .filter(({ shape }) => shape === 'table' || shape === 'survival')
              .map((figure) => (
                <FigureSection key={figure.name} figure={figure} />
              ))}
            <Section title="What this report does not show">
              <ul>
                {limits.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </Section>
          </>
        )}
      </Answered>
    </Page>
  );
}
