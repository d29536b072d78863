import type { Outcome } from './each.ts';
import { summaryOf } from './each.ts';
import type { InboxRow } from './listed.ts';

export interface ToldOutcomes {
  readonly label: string;
  readonly outcomes: readonly Outcome<InboxRow>[];
}

/** What became of each row. Refused rows come first, each with its reason. */
export function Outcomes({ told, close }: { readonly told: ToldOutcomes; readonly close: () => void }) {
  const { label, outcomes } = told;
  const refused = outcomes.filter(({ why }) => why !== undefined);
  const done = outcomes.filter(({ why }) => why === undefined);
  return (
    <section
      className={refused.length === 0 ? 'inbox-outcomes' : 'inbox-outcomes trouble'}
      aria-label={`What became of: ${label}`}
    >
      <p role="status">
        <strong>
          {label}: {summaryOf(outcomes)}.
        </strong>{' '}
        {refused.length === 0 ? '' : 'Refused rows are still selected.'}
      </p>
      <ul>
        {refused.map(({ row, why }) => (
          <li key={row.id}>
            <strong>refused</strong> {row.id}, {row.title}: {why}
          </li>
        ))}
      </ul>
      {done.length === 0 ? null : (
        <details>
          <summary>Rows that went through</summary>
          <ul>
            {done.map(({ row }) => (
              <li key={row.id}>
                {row.id}, {row.title}
              </li>
            ))}
          </ul>
        </details>
      )}
      <button type="button" onClick={close}>
        Close
      </button>
    </section>
  );
}
