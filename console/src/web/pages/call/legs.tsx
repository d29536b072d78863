import type { callRoute } from '../../../server/routes/call.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { Section } from '../../parts/page.tsx';
import { Time } from '../../parts/time.tsx';
import { shownText } from '../../state/visible.ts';
import { Scroll } from './scroll.tsx';

type Answer = AnswerOf<typeof callRoute>;
type Leg = Answer['legs'][number];

/** A value of a leg as text; '' = not known. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  return shownText(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

const keyOf = ({ carrier, call_id, start_ms }: Pick<Leg, 'carrier' | 'call_id' | 'start_ms'>) =>
  JSON.stringify([carrier, call_id, start_ms]);

/** Every leg with all its fields side by side, and the revisions of each. */
export function Legs({ call: { legs, revisions } }: { readonly call: Answer }) {
  const names = Object.keys(legs[0] ?? {}).filter((name) => name !== 'start_ms');
  return (
    <>
      <Section
        title="Legs"
        id="legs"
        note="One column is one carrier's record, as it stands after checking and enrichment. Times are UTC."
      >
        <Scroll label="Fields of the legs">
          <table>
            <thead>
              <tr>
                <th scope="col">Field</th>
                {legs.map((leg) => (
                  <th scope="col" key={keyOf(leg)}>
                    {shownText(leg.carrier)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {names.map((name) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {legs.map((leg) => (
                    <td key={keyOf(leg)}>
                      {valueText(leg[name]) || <span className="faint">not known</span>}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </Section>
      <Revisions of={revisions} legs={legs.length} />
    </>
  );
}

interface RevisionsProps {
  readonly of: Answer['revisions'];
  readonly legs: number;
}

function Revisions({ of, legs }: RevisionsProps) {
  const seen = new Set<string>();
  const rows = of.map((row) => {
    const key = keyOf(row);
    const isInForce = !seen.has(key);
    seen.add(key);
    return { ...row, key, isInForce };
  });
  return (
    <Section
      title="Revisions"
      note="A carrier may correct a record: the highest revision counts. Superseded ones stay until the store merges its parts, mostly within hours; the topic keeps the messages longer."
    >
      {of.length <= legs ? <p>No earlier revision of these legs is stored.</p> : null}
      <Scroll label="Revisions of the legs">
        <table>
          <thead>
            <tr>
              {[
                'Carrier',
                'Began',
                'Revision',
                'State',
                'Upstream',
                'Downstream',
                'SIP',
                'Answered',
                'Ended',
              ].map((head) => (
                <th scope="col" key={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two revisions may have one number
              <tr key={i}>
                <td>{shownText(row.carrier)}</td>
                <td>
                  <Time at={row.start_ms} />
                </td>
                <td className="numeric">{row.revision}</td>
                <td>{row.isInForce ? (row.withdrawn ? 'withdrawn' : 'in force') : 'superseded'}</td>
                <td>{valueText(row.upstream)}</td>
                <td>{valueText(row.downstream)}</td>
                <td className="numeric">{row.sip_code}</td>
                <td>
                  <Time at={row.answer_time} />
                </td>
                <td>
                  <Time at={row.end_time} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Section>
  );
}
