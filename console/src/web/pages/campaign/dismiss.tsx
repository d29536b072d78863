import { useEffect, useRef, useState } from 'react';
import type { campaignCallersRoute } from '../../../server/routes/campaign/callers.ts';
import { act } from '../../api/ask.ts';
import { ActButton } from '../../parts/act.tsx';
import { Answered } from '../../parts/answered.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { inFull, type ShownCampaign, seenBy } from './shown.ts';

interface Props {
  readonly campaign: ShownCampaign;
}

/** Dismisses a candidate. The person chooses which of its callers stay silent from then on. */
export function Dismiss({ campaign }: Props) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [seen, setSeen] = useState(campaign);
  return (
    <ActButton
      label="Dismiss"
      title="Dismiss: this is no campaign"
      hasChoices
      confirm={
        <Callers
          id={campaign.candidate_id}
          chosen={chosen}
          choose={setChosen}
          onOpen={() => setSeen(campaign)}
        />
      }
      reason="required"
      done="Dismissed."
      onAct={({ reason }) =>
        act(`/candidates/${encodeURIComponent(seen.candidate_id)}/verdict`, {
          verdict: 'dismissed',
          teach: chosen.size === 0 ? 'none' : [...chosen].sort((a, b) => a - b),
          ...seenBy(seen),
          reason,
        })
      }
    />
  );
}

interface CallersProps {
  readonly id: string;
  readonly chosen: ReadonlySet<number>;
  readonly choose: (chosen: ReadonlySet<number>) => void;
  /** Called once, when the dialog opens. */
  readonly onOpen: () => void;
}

function Callers({ id, chosen, choose, onOpen }: CallersProps) {
  const opened = useRef(onOpen);
  useEffect(() => opened.current(), []);
  const answer = useAnswer<typeof campaignCallersRoute>('/console/campaigns/{id}/callers', {
    params: { id },
    live: false,
  });
  const toggle = (choice: number, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(choice);
    else next.delete(choice);
    choose(next);
  };
  return (
    <Answered
      of={answer}
      empty={({ items }) => items.length === 0}
      emptyText="No caller of this campaign can be told from a thief of its number: neither origin nor signature is proven. The dismissal holds for these calls alone."
    >
      {({ items }) => (
        <fieldset className="campaign-callers">
          <legend>Callers that stay silent from now on</legend>
          <p className="hint">
            Choose those that you know to be honest. Detection then looks at none of their calls, at this
            origin and under this number. Where nobody is chosen, the dismissal holds for these calls alone.
          </p>
          {items.map(({ choice, who, numbers, calls }) => (
            <label key={choice} className="choice">
              <input
                type="checkbox"
                checked={chosen.has(choice)}
                onChange={(event) => toggle(choice, event.target.checked)}
              />{' '}
              {who}, {numbers}: {inFull(calls)} {calls === 1 ? 'call' : 'calls'}
            </label>
          ))}
        </fieldset>
      )}
    </Answered>
  );
}
