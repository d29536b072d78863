import type { rulesRoute } from '../../../server/routes/settings.ts';
import { Answered } from '../../parts/answered.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/page.tsx';
import { Rows } from '../../parts/rows.tsx';
import { Time } from '../../parts/time.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { EditRules } from './edit-rules.tsx';
import type { RulesAnswer } from './rules-answer.ts';

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const yes = (value: boolean) => (value ? 'yes' : 'no');

/** Rules of casework in force, and who changed them. */
export function Rules() {
  const found = useAnswer<typeof rulesRoute>('/console/settings/rules');
  return (
    <Answered of={found}>
      {(answer) => (
        <>
          <InForce answer={answer} />
          <Calendars answer={answer} />
          <History answer={answer} />
        </>
      )}
    </Answered>
  );
}

function InForce({ answer }: { readonly answer: RulesAnswer }) {
  const { rules, version } = answer;
  const { reminders } = rules;
  return (
    <Section
      title="Rules in force"
      note={
        version === 0 ? 'Nobody has changed them: those of the release hold.' : `Changed ${version} times.`
      }
      actions={<EditRules answer={answer} />}
    >
      <Facts
        items={[
          ['Business hours to answer', rules.answer_hours],
          ['Reminder, hours before the due time', reminders.before_due_h],
          ['Reminders, hours after it', reminders.after_due_h.join(', ') || 'none'],
          ['Hours after the due time until a provider is non-responsive', rules.non_responsive_after_h],
          ['Seconds to search before and after the call', rules.search_window_s ?? null],
          ['Approved requests go out by themselves', yes(rules.send_approved)],
          ['Seconds that they wait for others to the same provider', rules.send_after_s ?? null],
          ['Report only: nothing is sent to anybody', yes(rules.report_only)],
        ]}
      />
    </Section>
  );
}

const Calendars = ({ answer: { rules } }: { readonly answer: RulesAnswer }) => (
  <Section
    title="Business calendars"
    note="Due times are computed with them. 'default' is that of every provider that has no other."
  >
    <Rows
      caption="Calendars"
      rows={Object.entries(rules.calendars)}
      rowKey={([name]) => name}
      columns={[
        { header: 'Calendar', cell: ([name]) => name },
        { header: 'Zone', cell: ([, { zone }]) => zone },
        { header: 'Hours', cell: ([, { opens, closes }]) => `${opens} to ${closes}` },
        { header: 'Days', cell: ([, { weekdays }]) => weekdays.map((day) => days[day - 1]).join(', ') },
        {
          header: 'Holidays',
          cell: ([, { holidays }]) => (holidays === 'us-federal' ? 'federal holidays' : 'none'),
        },
        { header: 'Other closed days', cell: ([, { dates }]) => dates.join(', ') },
      ]}
    />
  </Section>
);

const History = ({ answer: { history } }: { readonly answer: RulesAnswer }) => (
  <Section title="Who changed them">
    {history.length === 0 ? (
      <p>Nobody yet.</p>
    ) : (
      <Rows
        caption="Changes of the rules"
        rows={history}
        rowKey={({ version }) => String(version)}
        columns={[
          { header: 'When', cell: ({ at }) => <Time at={at} /> },
          { header: 'Who', cell: ({ actor }) => actor },
          {
            header: 'What',
            cell: ({ changed }) => (
              <ul>
                {changed.map(({ rule, before, after }) => (
                  <li key={rule}>
                    <code>{rule}</code>: {before === '' ? 'nothing' : before} →{' '}
                    {after === '' ? 'nothing' : after}
                  </li>
                ))}
              </ul>
            ),
          },
          { header: 'Why', cell: ({ reason }) => reason },
        ]}
      />
    )}
  </Section>
);
