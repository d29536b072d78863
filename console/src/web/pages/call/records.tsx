import { useState } from 'react';
import type { callRoute, callSourcesRoute } from '../../../server/routes/call.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { Answered } from '../../parts/answered.tsx';
import { Section } from '../../parts/page.tsx';
import { Time } from '../../parts/time.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { shownText } from '../../state/visible.ts';
import { valueText } from './legs.tsx';
import { Scroll } from './scroll.tsx';

type Answer = AnswerOf<typeof callRoute>;
type Source = AnswerOf<typeof callSourcesRoute>['records'][number];

/** Where the legs came from: messages of their carriers' topics. */
export function Records({ call, at }: { readonly call: Answer; readonly at: string }) {
  const [read, setRead] = useState(false);
  const { messages } = call;
  return (
    <Section
      title="Source messages"
      note="The store keeps which messages came in, with the times of their records; it does not keep which of them a leg came from. These messages hold records of the legs' times. To find the very records, the messages are read from Kafka, as far as their topics still hold them."
    >
      {messages.length === 0 ? (
        <p>No message of these carriers with records of this time is known.</p>
      ) : (
        <>
          <Scroll label="Messages with records of the legs' times">
            <table>
              <thead>
                <tr>
                  {[
                    'Topic',
                    'Partition',
                    'Offset',
                    'Source',
                    'Sequence',
                    'Received',
                    'Records',
                    'Refused',
                  ].map((head) => (
                    <th scope="col" key={head}>
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {messages.map((one) => (
                  <tr key={`${one.topic}/${one.partition}/${one.offset}/${one.start_ms}/${one.call_id}`}>
                    <td>{shownText(one.topic)}</td>
                    <td className="numeric">{one.partition}</td>
                    <td className="numeric">{one.offset}</td>
                    <td>{shownText(one.source)}</td>
                    <td className="numeric">{one.sequence}</td>
                    <td>
                      <Time at={one.received_at} />
                    </td>
                    <td className="numeric">{one.records}</td>
                    <td className="numeric">{one.dead}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          {read ? (
            <Read call={call} at={at} />
          ) : (
            <button type="button" onClick={() => setRead(true)}>
              Read the records from Kafka
            </button>
          )}
        </>
      )}
    </Section>
  );
}

function Read({ call: { carrier, call_id }, at }: { readonly call: Answer; readonly at: string }) {
  const found = useAnswer<typeof callSourcesRoute>('/console/calls/{carrier}/{call_id}/records', {
    params: { carrier, call_id },
    query: { at },
    reveals: true,
    live: false,
  });
  return (
    <Answered of={found}>
      {({ records, read, left_out }) => (
        <>
          <p>
            {read} {read === 1 ? 'message was' : 'messages were'} asked for; {records.length}{' '}
            {records.length === 1 ? 'record' : 'records'} of this call {records.length === 1 ? 'is' : 'are'}{' '}
            in them.
            {left_out === 0 ? null : ` ${left_out} further messages were left out.`}
            {records.length === 0
              ? ' The topics may have deleted the messages since: their retention is over.'
              : null}{' '}
            The Identity header is not shown: it holds the called number.
          </p>
          {records.map((one) => (
            <SourceRecord key={`${one.topic}/${one.partition}/${one.offset}/${one.record_index}`} of={one} />
          ))}
        </>
      )}
    </Answered>
  );
}

function SourceRecord({ of }: { readonly of: Source }) {
  return (
    <details>
      <summary>
        {shownText(of.topic)}, partition {of.partition}, offset {of.offset}, record {of.record_index}, schema{' '}
        {shownText(of.writer_schema)}
      </summary>
      <table>
        <tbody>
          {Object.entries(of.fields).map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                {/_time$/.test(name) && typeof value === 'number' ? (
                  <Time at={value} />
                ) : (
                  valueText(value) || <span className="faint">not given</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
