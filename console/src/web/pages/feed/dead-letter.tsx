import type { deadLetterRoute } from '../../../server/routes/dead-letters.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { Answered } from '../../parts/answered.tsx';
import { Badge } from '../../parts/badge.tsx';
import { countText } from '../../parts/count.ts';
import { Facts } from '../../parts/facts.tsx';
import { Reveal } from '../../parts/number.tsx';
import { Section } from '../../parts/page.tsx';
import { Preformatted } from '../../parts/preformatted.tsx';
import { Rows } from '../../parts/rows.tsx';
import { Time } from '../../parts/time.tsx';
import { useAnswer } from '../../state/use-answer.ts';

interface Props {
  readonly carrier: string;
  readonly partition: number;
  readonly offset: number;
  readonly record_index: number;
}

/** One dead letter: what is wrong, its fields, and its bytes as text and hex. */
export function DeadLetter(place: Props) {
  const found = useAnswer<typeof deadLetterRoute>(
    '/console/feeds/{carrier}/dead-letters/{partition}/{offset}/{record_index}',
    { params: place, reveals: true, live: false },
  );
  return (
    <Section title="This dead letter" id="dead-letter" actions={<Reveal />}>
      <Answered of={found}>
        {(letter) => (
          <>
            <p>
              <Badge kind="bad">{letter.reason}</Badge> {letter.detail}
            </p>
            <Facts
              items={[
                ['Field at fault', letter.field === '' ? null : letter.field],
                ['Received', <Time key="t" at={letter.received_at} />],
                ['Batch made', letter.produced_at === null ? null : <Time key="t" at={letter.produced_at} />],
                ['Source', letter.source === '' ? null : letter.source],
                ['Status', letter.status === 'open' ? 'open' : 'sent again'],
                ['Schema it was written with', letter.writer_schema === '' ? null : letter.writer_schema],
              ]}
            />
            <Fields letter={letter} />
            <Bytes letter={letter} />
          </>
        )}
      </Answered>
    </Section>
  );
}

type Letter = AnswerOf<typeof deadLetterRoute>;

function Fields({ letter: { record } }: { readonly letter: Letter }) {
  if (record === null) return null;
  return (
    <>
      <h3>Fields</h3>
      <Rows
        caption="Fields of the record"
        rows={record.filter(({ value, at_fault }) => value !== '' || at_fault)}
        rowKey={({ name }) => name}
        columns={[
          { header: 'Field', cell: ({ name }) => name },
          {
            header: 'Value',
            cell: ({ value }) => <span className="digits">{value === '' ? '(empty)' : value}</span>,
          },
          { header: 'Note', cell: ({ at_fault }) => (at_fault ? <Badge kind="bad">at fault</Badge> : null) },
        ]}
      />
    </>
  );
}

function Bytes({ letter: { bytes, shown, text, hex } }: { readonly letter: Letter }) {
  return (
    <>
      <h3>Bytes</h3>
      <p className="note">
        {shown < bytes
          ? `The first ${countText(shown)} of ${countText(bytes)} bytes.`
          : `${countText(bytes)} bytes.`}{' '}
        Digits that may be telephone numbers are #, unless called numbers are shown.
      </p>
      <Preformatted label="Bytes as text">{text}</Preformatted>
      <Preformatted label="Bytes in hex">
        {hex.map((line, i) => `${(i * 16).toString(16).padStart(6, '0')}  ${line}`).join('\n')}
      </Preformatted>
    </>
  );
}
