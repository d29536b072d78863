import { contradictionInWords } from '@ringtrace/detect/trace/contradiction-in-words';
import type { campaignExamplesRoute } from '../../../server/routes/campaign/examples.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { Ladder } from '../../charts/ladder.tsx';
import { Answered } from '../../parts/answered.tsx';
import { PageLink } from '../../parts/link.tsx';
import { CalledNumber, CallingNumber, Reveal } from '../../parts/number.tsx';
import { Section } from '../../parts/page.tsx';
import { Provider } from '../../parts/provider.tsx';
import { aroundLink, Time } from '../../parts/time.tsx';
import { addresses } from '../../state/addresses.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { useBaseSearch, usePageSearch, usePatch } from '../../state/use-search.ts';
import { campaignSearch } from './search.ts';

type Example = AnswerOf<typeof campaignExamplesRoute>['items'][number];

export function ExamplesSection({ id }: { readonly id: string }) {
  const { example } = usePageSearch(campaignSearch);
  const answer = useAnswer<typeof campaignExamplesRoute>('/console/campaigns/{id}/examples', {
    params: { id },
    reveals: true,
  });
  return (
    <Section
      title="Example calls"
      id="examples"
      note="Calls that a traceback request may name. Terminating carriers take turns. Their legs were copied when the campaign was judged, so they stay when the records are removed."
      actions={<Reveal />}
    >
      <Answered of={answer} empty={({ items }) => items.length === 0} emptyText="No example call was kept.">
        {({ items }) => {
          const place = Math.min(example, items.length);
          const shown = items[place - 1];
          return (
            <>
              <ExampleTable items={items} place={place} />
              {shown === undefined ? null : (
                <div className="no-print">
                  <OneCall call={shown} place={place} />
                </div>
              )}
            </>
          );
        }}
      </Answered>
    </Section>
  );
}

function ExampleTable({ items, place }: { readonly items: readonly Example[]; readonly place: number }) {
  const patch = usePatch();
  return (
    <div className="table-scroll">
      <table className="campaign-examples">
        <caption className="sr-only">Example calls</caption>
        <thead>
          <tr>
            <th scope="col">No.</th>
            <th scope="col">Time</th>
            <th scope="col">Calling</th>
            <th scope="col">Called</th>
            <th scope="col">Path</th>
            <th scope="col">Ask</th>
            <th scope="col">Calls</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ calling_number, called_number, time, hops, ask }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a call is named by its place
            <tr key={i} aria-current={i + 1 === place ? 'true' : undefined}>
              <td>
                <button
                  type="button"
                  aria-pressed={i + 1 === place}
                  onClick={() => patch({ example: i === 0 ? undefined : i + 1 })}
                >
                  {i + 1}
                </button>
              </td>
              <td>
                <Time at={time} />
              </td>
              <td>{Number(calling_number) === 0 ? 'withheld' : <CallingNumber value={calling_number} />}</td>
              <td>
                <CalledNumber value={called_number} />
              </td>
              <td>{pathInWords(hops)}</td>
              <td>
                <Provider id={ask ?? ''} />
              </td>
              <td>
                <PageLink
                  to={addresses.calls({ calling: String(calling_number), ...aroundLink(Date.parse(time)) })}
                >
                  Around this call
                </PageLink>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The providers of a path. One that reported no leg is in parentheses. */
const pathInWords = (hops: Example['hops']) =>
  hops.map(({ provider, reported }) => (reported ? provider : `(${provider})`)).join(' → ');

function OneCall({ call, place }: { readonly call: Example; readonly place: number }) {
  const { tz } = useBaseSearch();
  const { hops, legs, contradictions, confidence } = call;
  return (
    <Ladder
      title={`Example call ${place}`}
      description={`From ${call.calling_number} to ${call.called_number}. The provider to ask next is the right one with a probability of ${Math.round(100 * confidence)} in 100.`}
      hops={hops}
      legs={legs.map((leg) => ({ ...leg, at: Date.parse(leg.start_time) }))}
      tz={tz}
      notes={contradictions.map((one) => `Contradicted: ${contradictionInWords(one)}.`)}
    />
  );
}
