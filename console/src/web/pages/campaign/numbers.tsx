import type { campaignNumbersRoute } from '../../../server/routes/campaign/numbers.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { AreaMap } from '../../charts/area-map.tsx';
import { Answered } from '../../parts/answered.tsx';
import { Badge } from '../../parts/badge.tsx';
import { Facts } from '../../parts/facts.tsx';
import { CallingNumber } from '../../parts/number.tsx';
import { Section } from '../../parts/page.tsx';
import { Provider } from '../../parts/provider.tsx';
import { Time } from '../../parts/time.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { inFull } from './shown.ts';

type Numbers = AnswerOf<typeof campaignNumbersRoute>;

interface Props {
  readonly id: string;
  /** Why there are no calls, where there are none. */
  readonly noCalls: string;
}

export function NumbersSection({ id, noCalls }: Props) {
  const answer = useAnswer<typeof campaignNumbersRoute>('/console/campaigns/{id}/numbers', {
    params: { id },
  });
  return (
    <Section title="Numbers and carriers" id="numbers">
      <Answered of={answer}>
        {(numbers) =>
          numbers.facts.calls === 0 ? (
            <p className="note">{noCalls}</p>
          ) : (
            <>
              <div className="campaign-pair">
                <Pattern numbers={numbers} />
                <SeenBy carriers={numbers.carriers} />
              </div>
              <div className="campaign-pair no-print">
                <Areas title="Area codes of the calling numbers" areas={numbers.calling_areas} />
                <Areas title="Area codes of the called numbers" areas={numbers.called_areas} />
              </div>
            </>
          )
        }
      </Answered>
    </Section>
  );
}

/** Cells of the map; numbers of no North American area are told in words. */
function Areas({ title, areas }: { readonly title: string; readonly areas: Numbers['calling_areas'] }) {
  const elsewhere = areas.filter(({ area }) => area === 0).reduce((sum, { calls }) => sum + calls, 0);
  return (
    <AreaMap
      title={title}
      description="Calls by area code, each once. A calling number may be false: its area then says nothing about the caller."
      cells={areas
        .filter(({ area }) => area !== 0)
        .map(({ area, state, calls }) => ({ area_code: String(area), state, calls }))}
      notes={elsewhere === 0 ? [] : [`${inFull(elsewhere)} calls show a number of no North American area.`]}
      empty="No number of these calls is North American."
    />
  );
}

/** What the list of numbers holds. */
function captionOf({ top, facts }: Pick<Numbers, 'top' | 'facts'>): string {
  if (top.length === 1) return 'The number';
  if (facts.most === 1) return `${inFull(top.length)} of ${inFull(facts.numbers)} numbers: each has one call`;
  return `The ${inFull(top.length)} numbers with the most calls`;
}

const orNothing = (count: number) => (count === 0 ? undefined : inFull(count));

function Pattern({ numbers }: { readonly numbers: Numbers }) {
  const { pattern, words, facts, top, sequence_gap } = numbers;
  return (
    <div>
      <h3>How the calling numbers are chosen</h3>
      <p>
        <Badge kind="info">{pattern}</Badge> {words}
      </p>
      <Facts
        items={[
          ['Calling numbers', inFull(facts.numbers)],
          ['Exchanges of these', inFull(facts.exchanges)],
          ["Calls in the called number's exchange", orNothing(facts.neighbor)],
          [`Numbers within ${sequence_gap} of another`, orNothing(facts.in_sequence)],
          ['Calls without a usable number', orNothing(facts.withheld)],
        ]}
      />
      <div className="table-scroll">
        <table>
          <caption>{captionOf(numbers)}</caption>
          <thead>
            <tr>
              <th scope="col">Calling number</th>
              <th scope="col" className="numeric">
                Calls
              </th>
              <th scope="col" className="numeric">
                Called numbers
              </th>
            </tr>
          </thead>
          <tbody>
            {top.map(({ calling_number, calls, called_numbers }) => (
              <tr key={calling_number}>
                <th scope="row">
                  {Number(calling_number) === 0 ? 'withheld' : <CallingNumber value={calling_number} />}
                </th>
                <td className="numeric">{inFull(calls)}</td>
                <td className="numeric">{inFull(called_numbers)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function SeenBy({ carriers }: { readonly carriers: Numbers['carriers'] }) {
  return (
    <div>
      <h3>Who saw it</h3>
      <p className="note">Carriers whose own records show calls of the campaign.</p>
      <div className="table-scroll">
        <table>
          <caption>{inFull(carriers.length)} carriers, by calls</caption>
          <thead>
            <tr>
              <th scope="col">Carrier</th>
              <th scope="col" className="numeric">
                Calls
              </th>
              <th scope="col" className="numeric">
                Legs
              </th>
              <th scope="col">First leg</th>
            </tr>
          </thead>
          <tbody>
            {carriers.map(({ carrier, calls, legs, first }) => (
              <tr key={carrier}>
                <th scope="row">
                  <Provider id={carrier} />
                </th>
                <td className="numeric">{inFull(calls)}</td>
                <td className="numeric">{inFull(legs)}</td>
                <td>
                  <Time at={first} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
