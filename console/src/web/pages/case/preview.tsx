import { z } from 'zod';
import { Badge } from '../../parts/badge.tsx';
import { Path } from './path.tsx';
import { agreements, spaced } from './shown.ts';

const hop = z.object({
  position: z.number(),
  provider: z.string(),
  role: z.enum(['terminating', 'transit', 'gateway', 'originating', 'foreign', 'unknown']),
  basis: z.enum(['record', 'answer', 'both', 'contradicted', 'named']),
  reported: z.boolean(),
  answer_id: z.string(),
  country: z.string(),
  detail: z.string(),
});
const preview = z.object({
  check: z.object({ agreement: z.enum(['agrees', 'contradicts', 'unknown']), findings: z.array(z.string()) }),
  before: z.object({ hops: z.array(hop), ask: z.string() }),
  after: z.object({ hops: z.array(hop), ask: z.string(), outcome: z.string() }),
});
export type Preview = z.infer<typeof preview>;

/** The answer of casework's route for previews. */
export const previewIn = (answer: unknown): Preview => preview.parse(answer);

const proven = (hops: Preview['after']['hops']) =>
  hops.filter(({ basis }) => basis === 'record' || basis === 'both').length;
const summary = ({ hops, ask }: Preview['before']) =>
  `${hops.length} ${hops.length === 1 ? 'hop' : 'hops'}, ${proven(hops)} proven, ${ask === '' ? 'nobody to ask' : `ask ${ask}`}`;

/** What an answer says against the records, and what it would do to the path. */
export function PreviewShown({ preview: { check, before, after } }: { readonly preview: Preview }) {
  const { kind, words } = agreements[check.agreement];
  return (
    <div className="case-preview" role="status">
      <p>
        <Badge kind={kind}>{words}</Badge>
      </p>
      <Findings findings={check.findings} />
      <p>
        Path before: {summary(before)}. Path after: {summary(after)}.{' '}
        {after.outcome === '' ? 'The traceback goes on.' : `The traceback ends: ${spaced(after.outcome)}.`}
      </p>
      <Path caption="The path as it would be" hops={after.hops} ask={after.ask} />
    </div>
  );
}

/** A sentence for each record that agrees or contradicts. */
export const Findings = ({ findings }: { readonly findings: readonly string[] }) =>
  findings.length === 0 ? null : (
    <ul>
      {findings.map((finding) => (
        <li key={finding}>{finding}</li>
      ))}
    </ul>
  );
