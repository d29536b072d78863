import { Waterfall } from '../../charts/waterfall.tsx';
import { Section } from '../../parts/page.tsx';
import type { ShownCampaign } from './shown.ts';

/** How the signals add up to the score. */
export const EvidenceSection = ({ campaign: { evidence } }: { readonly campaign: ShownCampaign }) => (
  <Section title="Weight of the evidence" id="evidence">
    <Waterfall
      title="How the signals add up"
      description="Each signal raises or lowers the sum. The weights were learned on labelled traffic; the thresholds are those of this release."
      evidence={evidence}
    />
  </Section>
);
