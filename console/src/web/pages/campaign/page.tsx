import type { campaignRoute } from '../../../server/routes/campaign/campaign.ts';
import { Answered } from '../../parts/answered.tsx';
import { Page } from '../../parts/page.tsx';
import { useAnswer } from '../../state/use-answer.ts';
import { usePathPart } from '../../state/use-search.ts';
import { Acts } from './acts.tsx';
import { AttestationSection } from './attestation.tsx';
import { DecidedSection } from './decided.tsx';
import { EvidenceSection } from './evidence.tsx';
import { ExamplesSection } from './examples.tsx';
import { Head } from './head.tsx';
import { NumbersSection } from './numbers.tsx';
import { OutcomesSection } from './outcomes.tsx';
import { PaceSection } from './pace.tsx';
import { PathsSection } from './paths.tsx';
import { type ShownCampaign, whyNoCalls } from './shown.ts';
import { SimilarSection } from './similar.tsx';
import './campaign.css';

/** One campaign: all that an analyst needs to decide whether its candidate is real. */
export function Campaign() {
  const id = usePathPart('id');
  const answer = useAnswer<typeof campaignRoute>('/console/campaigns/{id}', { params: { id } });
  return (
    <Page
      title={`Campaign ${answer.data?.candidate_id ?? id}`}
      lead={answer.data?.headline}
      actions={answer.data === undefined ? undefined : <Acts campaign={answer.data} />}
    >
      <Answered of={answer}>{(campaign) => <Sections id={id} campaign={campaign} />}</Answered>
    </Page>
  );
}

interface Props {
  readonly id: string;
  readonly campaign: ShownCampaign;
}

function Sections({ id, campaign }: Props) {
  const noCalls = whyNoCalls[campaign.status];
  return (
    <div className="campaign">
      <Head campaign={campaign} />
      <div className="columns-2">
        <div>
          <PaceSection id={id} eventTime={campaign.event_time} noCalls={noCalls} />
          <AttestationSection id={id} noCalls={noCalls} />
        </div>
        <OutcomesSection id={id} messages={campaign.messages} noCalls={noCalls} />
      </div>
      <EvidenceSection campaign={campaign} />
      <PathsSection id={id} noCalls={noCalls} />
      <NumbersSection id={id} noCalls={noCalls} />
      <ExamplesSection id={id} />
      <SimilarSection id={id} />
      <DecidedSection campaign={campaign} />
    </div>
  );
}
