import type { ReactNode } from 'react';
import { Badge } from '../../parts/badge.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Time } from '../../parts/time.tsx';
import { AnswerForm } from './answer-form.tsx';
import { Findings } from './preview.tsx';
import { agreements, type ShownAnswer, type ShownRequest, spaced } from './shown.ts';

interface Props {
  readonly answer: ShownAnswer;
  readonly request: ShownRequest;
}

/** An answer, and how it stands to members' records. */
export function AnswerShown({ answer, request }: Props) {
  const { check, content, by, way, received_at, amended_at, amendments } = answer;
  const { kind, words } = agreements[check.agreement];
  return (
    <div className="case-answer">
      <h5>
        Answer: {spaced(content.kind)} <Badge kind={kind}>{words}</Badge>
      </h5>
      <Findings findings={check.findings} />
      <Facts
        items={[
          ...saidIn(content),
          ['Given by', by === '' ? undefined : by],
          ['Came in', <Time key="received" at={received_at} />],
          ['By', way],
          [
            'Amended',
            amended_at === null ? undefined : (
              <>
                {amendments} {amendments === 1 ? 'time' : 'times'}, last <Time at={amended_at} />
              </>
            ),
          ],
        ]}
      />
      <AnswerForm request={request} amends={answer} />
    </div>
  );
}

const label = (name: string) => `${name.slice(0, 1).toUpperCase()}${spaced(name.slice(1))}`;

/** What was said, field by field. Times are ms since 1970. */
function saidIn(content: ShownAnswer['content']): (readonly [string, ReactNode])[] {
  const { kind: _, ...said } = content;
  return Object.entries(said).flatMap(([name, value]: [string, unknown]): [string, ReactNode][] => {
    if (name === 'searched') return [['Searched', <Searched key={name} value={value} />]];
    if (typeof value !== 'object' || value === null) return [[label(name), textOf(value)]];
    return Object.entries(value).map(([inner, one]: [string, unknown]): [string, ReactNode] => [
      `${label(name)}: ${spaced(inner)}`,
      textOf(one),
    ]);
  });
}

const textOf = (value: unknown): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);

function Searched({ value }: { readonly value: unknown }) {
  const [from, to] = ['from', 'to'].map((name) => Number(Reflect.get(Object(value), name)));
  return (
    <>
      <Time at={from} /> to <Time at={to} />
    </>
  );
}
