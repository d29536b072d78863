import { useState } from 'react';
import { z } from 'zod';
import { act } from '../../api/ask.ts';
import { ActButton } from '../../parts/act.tsx';
import { CalledNumber } from '../../parts/number.tsx';
import { Section } from '../../parts/page.tsx';
import { Time } from '../../parts/time.tsx';
import { useMay } from '../../state/me.ts';
import { part, type ShownCase, why } from './shown.ts';
import { isoOf } from './written-answer.ts';

const made = z.object({
  opened: z.array(z.object({ traceback_id: z.string() })),
  refused: z.array(z.object({ calling_number: z.string(), call_time: z.string(), why: z.string() })),
});

type Example = ShownCase['examples'][number];
const keyOf = ({ calling_number, call_time }: Example) => `${calling_number} ${call_time}`;

/** Example calls of the case's campaign, of which tracebacks are drafted. */
export function Examples({ shown }: { readonly shown: ShownCase }) {
  const mayTrace = useMay('trace') && shown.case.status === 'open';
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [told, setTold] = useState('');
  const { examples } = shown;
  const wanted = examples.filter((one) => one.traced_by === '' && chosen.has(keyOf(one)));
  const toggle = (key: string) => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    setChosen(next);
  };
  return (
    <Section
      title="Calls to trace"
      id="examples"
      note="Example calls of the campaign, the best one first. Records answer most hops before anybody is asked."
      actions={
        mayTrace ? (
          <>
            <ActButton
              label={`Trace (${wanted.length})`}
              title={`Open ${wanted.length} ${wanted.length === 1 ? 'traceback' : 'tracebacks'}`}
              kind="main"
              disabled={wanted.length === 0}
              done=""
              confirm="Members' records of each call are read. The first provider that they do not prove gets a draft, which a person approves."
              onAct={async ({ reason }) => {
                const answer = await act(`/cases/${part(shown.case.case_id)}/tracebacks`, {
                  examples: wanted.map(({ calling_number, call_time }) => ({
                    calling_number: Number(calling_number),
                    call_time,
                  })),
                  ...why(reason),
                });
                const { opened, refused } = made.parse(answer);
                setChosen(new Set(refused.map((one) => `${one.calling_number} ${one.call_time}`)));
                setTold(
                  [
                    `${opened.length} of ${opened.length + refused.length} tracebacks are open.`,
                    ...refused.map((one) => `${one.calling_number}, ${one.call_time}: ${one.why}.`),
                  ].join(' '),
                );
              }}
            />
            <OtherCall case_id={shown.case.case_id} />
          </>
        ) : undefined
      }
    >
      <p role="status">{told}</p>
      {examples.length === 0 ? (
        <p className="empty">
          No campaign stands behind this case. 'Trace another call' takes a call by its numbers and its time.
        </p>
      ) : (
        <div className="table-scroll rows">
          <table>
            <caption className="sr-only">Calls to trace</caption>
            <thead>
              <tr>
                {mayTrace ? (
                  <th scope="col">
                    <span className="sr-only">Chosen</span>
                  </th>
                ) : null}
                <th scope="col">Calling number</th>
                <th scope="col">Called number</th>
                <th scope="col">Time</th>
                <th scope="col">Traced by</th>
              </tr>
            </thead>
            <tbody>
              {examples.map((one) => (
                <tr key={keyOf(one)}>
                  {mayTrace ? (
                    <td>
                      <input
                        type="checkbox"
                        aria-label={`Trace the call of ${one.calling_number}`}
                        checked={chosen.has(keyOf(one))}
                        disabled={one.traced_by !== ''}
                        onChange={() => toggle(keyOf(one))}
                      />
                    </td>
                  ) : null}
                  <td className="digits">{one.calling_number === '0' ? 'withheld' : one.calling_number}</td>
                  <td>
                    <CalledNumber value={one.called_number} />
                  </td>
                  <td>
                    <Time at={one.call_time} />
                  </td>
                  <td>{one.traced_by === '' ? '' : <a href={`#${one.traced_by}`}>{one.traced_by}</a>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

const digitsOf = (typed: string) => Number(typed.replaceAll(/[\s().+-]/g, ''));

const OtherCall = ({ case_id }: { readonly case_id: string }) => (
  <ActButton
    label="Trace another call"
    fields={[
      {
        name: 'calling',
        label: 'Calling number, with country code',
        required: true,
        hint: '0: it was withheld.',
      },
      { name: 'called', label: 'Called number, with country code', required: true },
      { name: 'time', label: 'When it began (UTC)', kind: 'datetime-local', required: true },
      { name: 'window', label: 'Seconds around that time', kind: 'number', initial: '60', required: true },
      { name: 'start', label: 'Provider that terminated it', hint: 'Where no member reported the call.' },
    ]}
    done="The traceback is open."
    onAct={({ fields, reason }) =>
      act('/tracebacks', {
        case_id,
        calling_number: digitsOf(fields['calling'] ?? ''),
        called_number: digitsOf(fields['called'] ?? ''),
        call_time: isoOf(fields['time'] ?? ''),
        window_s: Number(fields['window']),
        start: fields['start'] ?? '',
        ...why(reason),
      })
    }
  />
);
