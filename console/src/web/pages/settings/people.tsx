import { useState } from 'react';
import { z } from 'zod';
import type { peopleRoute } from '../../../server/routes/people.ts';
import { type AnswerOf, act } from '../../api/ask.ts';
import { ActButton } from '../../parts/act.tsx';
import type { ActField } from '../../parts/act-field.tsx';
import { Answered } from '../../parts/answered.tsx';
import { Section } from '../../parts/page.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { Time } from '../../parts/time.tsx';
import { useMe } from '../../state/me.ts';
import { useAnswer } from '../../state/use-answer.ts';

type Person = AnswerOf<typeof peopleRoute>['items'][number];

/** What each role may do. */
const roleWords: Readonly<Record<Person['role'], string>> = {
  analyst: 'analyst: decides on candidates, opens cases',
  tracer: 'tracer: works on tracebacks, requests and answers',
  lead: 'lead: all of it, the rules and the people',
  auditor: 'auditor: looks, and reads the log',
  carrier: 'carrier: its own feed and scorecard, and nothing else',
};

const roleFields = (role: string, carrier: string): readonly ActField[] => [
  {
    name: 'role',
    label: 'Role',
    kind: 'select',
    required: true,
    initial: role,
    options: Object.entries(roleWords).map(([value, label]) => ({ value, label })),
  },
  {
    name: 'carrier',
    label: 'Carrier',
    initial: carrier,
    hint: "Of a carrier's person: the carrier's id. Otherwise nothing.",
  },
];

const withPassword = z.object({ name: z.string(), password: z.string() });
const why = (reason: string) => (reason === '' ? {} : { reason });
const pathOf = ({ name }: Person, what: string) => `/console/people/${encodeURIComponent(name)}/${what}`;

/** The people who may use the console. */
export function People() {
  const found = useAnswer<typeof peopleRoute>('/console/people');
  const [made, setMade] = useState<z.output<typeof withPassword> | undefined>(undefined);
  const own = useMe().data?.name;
  const show = (answer: unknown) => setMade(withPassword.parse(answer));
  const columns: readonly Column<Person>[] = [
    { id: 'name', header: 'Name', sort: ({ name }) => name, cell: ({ name }) => name },
    {
      id: 'role',
      header: 'Role',
      sort: ({ role }) => role,
      cell: ({ role, carrier }) => (carrier === '' ? role : `${role} ${carrier}`),
    },
    { id: 'way', header: 'Signs in by', cell: ({ way }) => way },
    {
      id: 'added_at',
      header: 'Added',
      sort: ({ added_at }) => added_at,
      cell: ({ added_at }) => <Time at={added_at} />,
    },
    {
      id: 'acts',
      header: 'Change',
      cell: (person) => (person.name === own ? 'you' : <Acts person={person} show={show} />),
    },
  ];
  return (
    <Section
      title="People"
      note="Whoever gets another role or a new password is signed out at once. The tab 'Changes of people' of Audit says who changed what."
      actions={
        <ActButton
          label="Add somebody"
          kind="main"
          fields={[{ name: 'name', label: 'Name', required: true }, ...roleFields('analyst', '')]}
          done=""
          onAct={async ({ reason, fields }) =>
            show(await act('/console/people', { ...fields, ...why(reason) }))
          }
        />
      }
    >
      {made === undefined ? null : (
        <p role="status">
          The password of {made.name} is <code>{made.password}</code>. It is shown this once: give it to them,
          and ask them to change it.{' '}
          <button type="button" onClick={() => setMade(undefined)}>
            Hide it
          </button>
        </p>
      )}
      <Answered of={found}>
        {({ items }) => (
          <DataTable caption="People" rows={items} columns={columns} rowKey={({ name }) => name} />
        )}
      </Answered>
    </Section>
  );
}

function Acts({ person, show }: { readonly person: Person; readonly show: (answer: unknown) => void }) {
  if (person.way !== 'password')
    return (
      <>
        The identity provider says the role. <Remove person={person} />
      </>
    );
  return (
    <span className="actions">
      <ActButton
        label="Role"
        title={`Another role for ${person.name}`}
        fields={roleFields(person.role, person.carrier)}
        onAct={({ reason, fields }) => act(pathOf(person, 'role'), { ...fields, ...why(reason) })}
      />
      <ActButton
        label="New password"
        title={`A new password for ${person.name}`}
        confirm="The old one no longer holds, and their sessions end."
        done=""
        onAct={async ({ reason }) => show(await act(pathOf(person, 'password'), why(reason)))}
      />
      <Remove person={person} />
    </span>
  );
}

const Remove = ({ person }: { readonly person: Person }) => (
  <ActButton
    label="Take away"
    title={`Take ${person.name} away`}
    kind="danger"
    confirm="Their sessions end. What they did stays in the log under their name."
    onAct={({ reason }) => act(pathOf(person, 'remove'), why(reason))}
  />
);
