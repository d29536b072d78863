import type { campaignSimilarRoute } from '../../../server/routes/campaign/similar.ts';
import { Answered } from '../../parts/answered.tsx';
import { Badge } from '../../parts/badge.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Section } from '../../parts/page.tsx';
import { Time } from '../../parts/time.tsx';
import { addresses } from '../../state/addresses.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { inFull, inHundred, statuses } from './shown.ts';

export function SimilarSection({ id }: { readonly id: string }) {
  const answer = useAnswer<typeof campaignSimilarRoute>('/console/campaigns/{id}/similar', {
    params: { id },
  });
  return (
    <Section
      title="Similar campaigns"
      id="similar"
      note={`Campaigns of the ${answer.data?.days ?? 7} days before and after that have calling numbers, the origin or the length of the message in common with this one.`}
    >
      <Answered
        of={answer}
        empty={({ total }) => total === 0}
        emptyText="No campaign near in time shares numbers, origin or message with this one."
      >
        {({ items, total }) => (
          <div className="table-scroll">
            <table>
              <caption>
                {items.length === total
                  ? `${inFull(total)} similar`
                  : `The ${inFull(items.length)} most similar of ${inFull(total)}`}
              </caption>
              <thead>
                <tr>
                  <th scope="col">Candidate</th>
                  <th scope="col">Status</th>
                  <th scope="col">Why similar</th>
                  <th scope="col" className="numeric">
                    Calls
                  </th>
                  <th scope="col" className="numeric">
                    Score
                  </th>
                  <th scope="col">First call</th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ candidate_id, status, reasons, calls, score, first_seen }) => (
                  <tr key={candidate_id}>
                    <th scope="row">
                      <PageLink to={addresses.campaign(candidate_id)}>{candidate_id}</PageLink>
                    </th>
                    <td>
                      <Badge kind={statuses[status].kind}>{status}</Badge>
                    </td>
                    <td>{reasons.join('; ')}</td>
                    <td className="numeric">{inFull(calls)}</td>
                    <td className="numeric">{inHundred(score)}</td>
                    <td>
                      <Time at={first_seen} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Answered>
    </Section>
  );
}
