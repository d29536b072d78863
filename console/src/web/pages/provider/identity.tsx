import type { providerRoute } from '../../../server/routes/provider.ts';
import { type AnswerOf, act } from '../../api/ask.ts';
import { ActButton } from '../../parts/act.tsx';
import { Empty } from '../../parts/answered.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/page.tsx';
import { Provider } from '../../parts/provider.tsx';
import { useMay } from '../../state/me.ts';

export type CardAnswer = AnswerOf<typeof providerRoute>;

const listed = (values: readonly string[]) => (values.length === 0 ? null : values.join('; '));

const Providers = ({ ids }: { readonly ids: readonly string[] }) => (
  <>
    {ids.map((id, i) => (
      <span key={id}>
        {i === 0 ? '' : ', '}
        <Provider id={id} />
      </span>
    ))}
  </>
);

/** Who the provider is: as the group described it, and as the reference data has it. */
export function Identity({ card }: { readonly card: CardAnswer }) {
  const { described, reference, continues, continued_by } = card;
  return (
    <Section title="Who this is" actions={<Describe card={card} />}>
      {described === null && reference === null ? (
        <Empty>Nobody has described this provider, and the reference data does not have it.</Empty>
      ) : null}
      {described === null ? null : (
        <Facts
          items={[
            ['Name', described.name || null],
            ['Also known as', listed(described.aliases)],
            ['Formerly', listed(described.former_names)],
            ['Principals', listed(described.principals)],
            [
              'Continues, or has the same principals as',
              continues.length === 0 ? null : <Providers key="c" ids={continues} />,
            ],
            ['Continued by', continued_by.length === 0 ? null : <Providers key="b" ids={continued_by} />],
            [
              'Contacts',
              listed(
                described.contacts.map((one) =>
                  [one.name, one.email, one.telephone].filter(Boolean).join(', '),
                ),
              ),
            ],
            ['Zone of the office', described.zone || null],
            ['Country', described.country || null],
            ['Calendar', described.calendar || null],
          ]}
        />
      )}
      {reference === null ? null : (
        <>
          <h3>Reference data in force</h3>
          <Facts
            items={[
              ['Name', reference.name],
              ['Member', reference.member ? 'yes' : 'no'],
              ['Country', reference.country],
              ['Robocall Mitigation Database', reference.rmd],
              ['STIR/SHAKEN', reference.shaken],
              ['OCNs', reference.ocns.join(' ') || 'none'],
            ]}
          />
        </>
      )}
    </Section>
  );
}

const textFields = [
  ['name', 'Name', ''],
  ['zone', 'Zone of the office', 'An IANA zone, such as America/Chicago. Due times are computed with it.'],
  ['country', 'Country', 'ISO 3166, such as US'],
] as const;
const listFields = [
  [
    'aliases',
    'Also known as',
    'Other ids of the same provider, with ; between them. Their figures count for this one.',
  ],
  ['former_names', 'Former names', 'With ; between them'],
  ['principals', 'Principals', 'People and companies behind it, with ; between them'],
] as const;

function Describe({ card: { provider, described } }: { readonly card: CardAnswer }) {
  if (!useMay('lead')) return null;
  const before = (name: string): string => {
    const value: unknown = described === null ? '' : Reflect.get(described, name);
    return Array.isArray(value) ? value.join('; ') : String(value ?? '');
  };
  return (
    <ActButton
      label="Describe"
      title={`Describe ${provider}`}
      reason="optional"
      fields={[...textFields, ...listFields].map(([name, label, hint]) => ({
        name,
        label,
        initial: before(name),
        ...(hint === '' ? {} : { hint }),
      }))}
      onAct={({ reason, fields }) => {
        const texts = textFields.map(([name]) => [name, fields[name] ?? '']);
        const lists = listFields.map(([name]) => [
          name,
          (fields[name] ?? '').split(';').flatMap((part) => (part.trim() === '' ? [] : [part.trim()])),
        ]);
        const all = Object.fromEntries([...texts, ...lists]);
        return act(
          `/providers/${encodeURIComponent(provider)}`,
          { ...all, ...(reason === '' ? {} : { reason }) },
          'put',
        );
      }}
    />
  );
}
