import { useRef, useState } from 'react';
import { ActButton } from '../../parts/act.tsx';
import { useMe } from '../../state/me.ts';
import { type BulkAct, bulkActs } from './acts.ts';
import { type Outcome, withEachRow } from './each.ts';
import type { InboxRow } from './listed.ts';

interface Props {
  /** Selected rows, also of other pages. */
  readonly rows: readonly InboxRow[];
  readonly onOutcomes: (label: string, outcomes: readonly Outcome<InboxRow>[]) => void;
}

/** Acts that the person may do, for those of the selected rows that each act fits. */
export function Bulk({ rows, onOutcomes }: Props) {
  const me = useMe().data;
  const fitting = bulkActs.filter(
    ({ needs, fits }) => me?.rights.includes(needs) === true && rows.some((row) => fits(row)),
  );
  if (me === undefined) return null;
  if (fitting.length === 0) return <span className="faint">Nothing can be done to these rows at once.</span>;
  return (
    <>
      {fitting.map((one) => (
        <BulkButton key={one.id} act={one} rows={rows} name={me.name} onOutcomes={onOutcomes} />
      ))}
    </>
  );
}

interface ButtonProps extends Props {
  readonly act: BulkAct;
  readonly name: string;
}

function BulkButton({ act, rows, name, onOutcomes }: ButtonProps) {
  const place = useRef<HTMLSpanElement>(null);
  const [done, setDone] = useState(0);
  const fit = rows.filter((row) => act.fits(row));
  // One case may stand in several rows.
  const chosen =
    act.id === 'take'
      ? fit.filter((row, i) => fit.findIndex((one) => one.case_id === row.case_id) === i)
      : fit;
  const left = rows.length - fit.length;
  return (
    <span ref={place} data-act={act.id}>
      <ActButton
        label={`${act.label} (${chosen.length})`}
        title={`${act.label}: ${chosen.length} of ${rows.length} selected`}
        kind={act.kind}
        reason={act.reason}
        fields={act.fields}
        done=""
        confirm={
          <>
            <p>{act.says}</p>
            {left === 0 ? null : (
              <p>
                {left} of the selected rows {left === 1 ? 'stays as it is' : 'stay as they are'}: this does
                not fit {left === 1 ? 'it' : 'them'}.
              </p>
            )}
            <ul className="inbox-chosen">
              {chosen.slice(0, 10).map((row) => (
                <li key={row.id}>{row.title}</li>
              ))}
              {chosen.length > 10 ? <li>and {chosen.length - 10} more</li> : null}
            </ul>
            {done === 0 ? null : (
              <p role="status">
                {done} of {chosen.length} are answered
              </p>
            )}
          </>
        }
        onAct={async (given) => {
          const outcomes = await withEachRow(chosen, (row) => act.on(row, { ...given, name }), setDone);
          setDone(0);
          onOutcomes(act.label, outcomes);
        }}
      />
    </span>
  );
}

/** Opens the dialog of the act that a key stands for. false = the key stands for none that is offered now. */
export function openByKey(key: string): boolean {
  const wanted = bulkActs.find((one) => one.key === key);
  if (wanted === undefined) return false;
  const button = document.querySelector(`[data-act="${wanted.id}"] button`);
  if (!(button instanceof HTMLElement)) return false;
  button.click();
  return true;
}
