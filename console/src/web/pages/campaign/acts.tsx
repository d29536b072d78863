import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { act } from '../../api/ask.ts';
import { ActButton } from '../../parts/act.tsx';
import { addresses } from '../../state/addresses.ts';
import { useMay } from '../../state/me.ts';
import { Dismiss } from './dismiss.tsx';
import { type ShownCampaign, seenBy } from './shown.ts';

/** What the answer of the route says of the case. */
const openedCase = z.object({ case_id: z.string() });

interface Props {
  readonly campaign: ShownCampaign;
}

/** What a person can decide. Each act names the revision and the verdict that were seen, so that nobody overrules unawares. */
export function Acts({ campaign }: Props) {
  const mayDecide = useMay('decide');
  const mayWork = useMay('work');
  const navigate = useNavigate();
  const { candidate_id, status, verdict, cases } = campaign;
  const isOver = status === 'merged' || status === 'withdrawn';
  const isJudged = verdict !== null && verdict.verdict !== '';
  return (
    <div className="campaign-acts">
      {mayDecide && !isOver && status !== 'confirmed' ? (
        <ActButton
          label="Confirm"
          title="Confirm: this is a campaign"
          kind="main"
          confirm="The verdict goes into the log with your name and your reason. It can be taken back."
          reason="required"
          done="Confirmed."
          onAct={({ reason }) =>
            act(`/candidates/${encodeURIComponent(candidate_id)}/verdict`, {
              verdict: 'confirmed',
              ...seenBy(campaign),
              reason,
            })
          }
        />
      ) : null}
      {mayDecide && !isOver && status !== 'dismissed' ? <Dismiss campaign={campaign} /> : null}
      {mayDecide && isJudged ? (
        <ActButton
          label="Take back"
          title={`Take back: '${verdict.verdict}' holds no more`}
          confirm="The candidate is what detection says of it again. Callers that a dismissal kept silent are looked at again."
          reason="required"
          done="Taken back."
          onAct={({ reason }) =>
            act(`/candidates/${encodeURIComponent(candidate_id)}/verdict/take-back`, {
              version: verdict.version,
              reason,
            })
          }
        />
      ) : null}
      {mayWork && !isOver ? (
        <ActButton
          label={cases.length === 0 ? 'Open a case' : 'Open another case'}
          title="Open a case for this campaign"
          reason="optional"
          fields={[
            { name: 'title', label: 'Title', hint: 'The headline of the campaign where you leave it empty.' },
            {
              name: 'category',
              label: 'Kind of scam',
              hint: "In your group's words, such as 'bank imposter'.",
            },
          ]}
          done="The case is open."
          onAct={async ({ reason, fields }) => {
            const opened = await act('/cases', {
              candidate_id,
              title: fields['title'] ?? '',
              category: fields['category'] ?? '',
              ...(reason === '' ? {} : { reason }),
            });
            const { path, search } = addresses.case(openedCase.parse(opened).case_id);
            void navigate({ to: path, search });
          }}
        />
      ) : null}
    </div>
  );
}
