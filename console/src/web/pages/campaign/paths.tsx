import type { campaignPathsRoute } from '../../../server/routes/campaign/paths.ts';
import type { AnswerOf } from '../../api/ask.ts';
import { Bars } from '../../charts/bars.tsx';
import { Sankey } from '../../charts/sankey.tsx';
import { Answered } from '../../parts/answered.tsx';
import { Section } from '../../parts/page.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { inFull } from './shown.ts';

type Paths = AnswerOf<typeof campaignPathsRoute>;

const idOf = (hop: number, provider: string) => `${hop} ${provider}`;

/** A node for each provider and place in the path; a name says where it is an origin, and how that is known. */
export function flow({ nodes, links }: Pick<Paths, 'nodes' | 'links'>) {
  return {
    nodes: nodes.map(({ hop, provider, proven_origin, claimed_origin }) => ({
      id: idOf(hop, provider),
      label: `${provider}${proven_origin > 0 ? ' (origin)' : claimed_origin > 0 ? ' (claimed)' : ''}`,
      hop,
    })),
    links: links.map(({ hop, from, to, calls, proven }) => ({
      from: idOf(hop, from),
      to: idOf(hop + 1, to),
      calls,
      proven,
    })),
  };
}

interface Props {
  readonly id: string;
  /** Why there are no calls, where there are none. */
  readonly noCalls: string;
}

export function PathsSection({ id, noCalls }: Props) {
  const answer = useAnswer<typeof campaignPathsRoute>('/console/campaigns/{id}/paths', { params: { id } });
  return (
    <Section title="Which way the calls went" id="paths">
      <Answered
        of={answer}
        empty={({ traced }) => traced === 0}
        emptyText={`${noCalls} The example calls below were kept.`}
      >
        {(paths) => (
          <div className="campaign-wide">
            <Sankey
              title="From the origin to the terminating carriers"
              description="Columns are places in the path, the origin on the left. A hand-over is proven where both providers report it; else one of them claims it, or it follows from time."
              {...flow(paths)}
              notes={[coverage(paths), ...alone(paths)]}
            />
            <Bars
              title="Where the calls ended"
              description="The carrier whose subscriber was called, else the last provider known."
              unit="calls"
              rows={paths.terminating.map(({ provider, calls }) => ({ label: provider, value: calls }))}
            />
          </div>
        )}
      </Answered>
    </Section>
  );
}

/** Calls of which one provider alone is known: they have no hand-over that could be drawn. */
export function alone({ nodes }: Pick<Paths, 'nodes'>): string[] {
  const calls = nodes.filter(({ hop }) => hop === 0).reduce((sum, { ended }) => sum + ended, 0);
  return calls === 0
    ? []
    : [
        `${inFull(calls)} of these calls are not drawn: one provider alone is known, which is both their first and their last.`,
      ];
}

/** Which calls the picture shows. */
export const coverage = ({ calls, traced, ways }: Pick<Paths, 'calls' | 'traced' | 'ways'>) =>
  `${inFull(traced)} of ${inFull(calls)} calls: calls whose legs tell the same hand-overs took the same way, so one of each of ${inFull(ways)} ways was traced as 'ringtrace trace' does it, and counts for all of its way.${traced < calls ? ' The rarest ways are left out.' : ''}`;
