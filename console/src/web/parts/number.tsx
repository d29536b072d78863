import { addresses } from '../state/addresses.ts';
import { useMay } from '../state/me.ts';
import { giveReason, useRevealed } from '../state/revealed.ts';
import { usePatch } from '../state/use-search.ts';
import { ActButton } from './act.tsx';
import { PageLink } from './link.tsx';

interface Props {
  readonly value: number | string | null | undefined;
}

/** A calling number, as a link to its calls. */
export const CallingNumber = ({ value }: Props) =>
  value === null || value === undefined || value === '' ? (
    <span className="faint">none</span>
  ) : (
    <PageLink className="digits" to={addresses.calls({ calling: String(value) })}>
      {value}
    </PageLink>
  );

/** A called number, masked or in full as the server sent it. */
export const CalledNumber = ({ value }: Props) =>
  value === null || value === undefined || value === '' ? (
    <span className="faint">none</span>
  ) : (
    <span className="digits">{value}</span>
  );

/** Shows called numbers in full, for a reason that the log keeps, and hides them again. */
export function Reveal() {
  const may = useMay('numbers');
  const { numbers } = useRevealed();
  const patch = usePatch();
  if (numbers === 'true')
    return (
      <button type="button" onClick={() => patch({ numbers: undefined, reason: undefined })}>
        Hide called numbers
      </button>
    );
  if (!may) return null;
  return (
    <ActButton
      label="Show called numbers"
      confirm="Called numbers are personal data. The log keeps who read them, when, where and why."
      reason="required"
      done=""
      onAct={async ({ reason }) => {
        giveReason(reason);
        patch({ numbers: 'true', reason });
      }}
    />
  );
}
