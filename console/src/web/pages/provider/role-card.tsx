import { Bars } from '../../charts/bars.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Section } from '../../parts/page.tsx';
import type { CardAnswer } from './identity.tsx';
import { rareShare, roleText } from './words.ts';

type Role = CardAnswer['roles'][number];

/** A share as a bar with its bounds; undefined where nothing was counted. */
const barOf = ({ name, share, low, high, part, whole }: Role['suspicious']) =>
  share === null || low === null || high === null
    ? []
    : [{ label: `${name}, ${part} of ${whole}`, value: share, low, high }];

/** The provider in one role: each figure in words, and the shares with their bounds. */
export function RoleCard({ card: { role, row, lines, shares, suspicious } }: { readonly card: Role }) {
  const answers = shares.filter(({ name }) => !name.startsWith('signed')).flatMap(barOf);
  const signed = shares.filter(({ name }) => name.startsWith('signed')).flatMap(barOf);
  return (
    <Section
      title={roleText(role)}
      note={
        row.measured_to === null
          ? 'No day of its records was measured yet.'
          : `Records are measured up to ${row.measured_to.slice(0, 10)}.`
      }
    >
      <Facts items={lines.map(({ name, words }) => [name, words] as const)} />
      <div className="columns-2">
        {answers.length === 0 ? null : (
          <Bars
            title="How it answers"
            description="Shares of the requests that were answered or ran out."
            rows={answers}
            unit="share"
            max={1}
          />
        )}
        {signed.length === 0 ? null : (
          <Bars
            title="What it signs with A"
            description="Shares of the legs that it signed itself and that can be checked."
            rows={signed}
            unit="share"
            max={1}
          />
        )}
        {suspicious.share === null ? null : <SuspiciousLegs of={suspicious} share={suspicious.share} />}
      </div>
    </Section>
  );
}

/** Few of a million, usually. Where it is one in a hundred or more, a percentage is easier to read. */
function SuspiciousLegs({ of, share }: { readonly of: Role['suspicious']; readonly share: number }) {
  const scale = share < rareShare ? 1e6 : 1;
  return (
    <Bars
      title="Suspicious legs"
      description={
        scale === 1
          ? 'Share of legs of campaigns in its legs.'
          : 'Legs of campaigns in a million of its legs.'
      }
      rows={barOf(of).map((bar) => ({
        ...bar,
        value: bar.value * scale,
        low: bar.low * scale,
        high: bar.high * scale,
      }))}
      unit={scale === 1 ? 'share' : 'in a million legs'}
      {...(scale === 1 ? { max: 1 } : {})}
    />
  );
}
