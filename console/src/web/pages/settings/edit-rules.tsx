import { act } from '../../api/ask.ts';
import { ActButton } from '../../parts/act.tsx';
import { useMay } from '../../state/me.ts';
import type { RulesAnswer } from './rules-answer.ts';
import { rulesFrom } from './rules-form.ts';

/** Puts other rules in force, as a whole. */
export function EditRules({ answer: { rules, version } }: { readonly answer: RulesAnswer }) {
  if (!useMay('lead')) return null;
  const number = (name: string, label: string, value: number) =>
    ({ name, label, kind: 'number', required: true, initial: String(value) }) as const;
  const choice = (name: string, label: string, value: boolean) =>
    ({ name, label, kind: 'checkbox', initial: String(value) }) as const;
  return (
    <ActButton
      label="Change the rules"
      reason="required"
      confirm="What has gone out already keeps the calendar that it went out with."
      fields={[
        number('answer_hours', 'Business hours to answer', rules.answer_hours),
        number('before_due_h', 'Reminder, hours before the due time', rules.reminders.before_due_h),
        {
          name: 'after_due_h',
          label: 'Reminders, hours after it',
          initial: rules.reminders.after_due_h.join(', '),
          hint: 'Numbers with commas between them',
        },
        number(
          'non_responsive_after_h',
          'Hours until a silent provider is non-responsive',
          rules.non_responsive_after_h,
        ),
        number(
          'search_window_s',
          'Seconds to search before and after the call',
          rules.search_window_s ?? 3_600,
        ),
        choice('send_approved', 'Approved requests go out by themselves', rules.send_approved),
        number(
          'send_after_s',
          'Seconds that they wait for others to the same provider',
          rules.send_after_s ?? 60,
        ),
        choice('report_only', 'Report only: nothing is sent to anybody', rules.report_only),
        {
          name: 'calendars',
          label: 'Business calendars (JSON)',
          kind: 'textarea',
          required: true,
          initial: JSON.stringify(rules.calendars, null, 2),
          hint: "'default' must be among them",
        },
      ]}
      onAct={async ({ reason, fields }) =>
        act('/rules', { rules: rulesFrom(fields), version, reason }, 'put')
      }
    />
  );
}
