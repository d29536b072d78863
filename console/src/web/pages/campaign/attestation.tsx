import { Bars } from '../../charts/bars.tsx';
import { Shares } from '../../charts/shares.tsx';
import { Answered } from '../../parts/answered.tsx';
import { Section } from '../../parts/page.tsx';
import { type Outcomes, useOutcomes } from './outcomes.tsx';

type Attested = Outcomes['attested'][number];

/** Letters with what they mean, in the order in which they are drawn. */
const letters = [
  { letter: 'A', words: 'A: the signer vouches for caller and number' },
  { letter: 'B', words: 'B: the signer knows the caller, not the number' },
  { letter: 'C', words: 'C: the signer only passed the call on' },
  { letter: '', words: 'not signed, or the feed does not say' },
] as const;

/** Calls by their best letter; failed verifications stand apart. Letters that no call has are left out. */
export function lettersOf(attested: readonly Attested[]) {
  const sum = (some: readonly Attested[]) => some.reduce((total, { calls }) => total + calls, 0);
  return [
    ...letters.map(({ letter, words }) => ({
      label: words,
      value: sum(attested.filter((one) => one.attestation === letter && !one.failed)),
    })),
    { label: 'verification failed', value: sum(attested.filter(({ failed }) => failed)) },
  ].filter(({ value }) => value > 0);
}

/** 'crossline, C'. */
const signed = ({ signer, attestation, failed }: Attested) =>
  `${signer === '' ? 'nobody' : signer}, ${attestation === '' ? 'no letter' : attestation}${failed ? ', failed' : ''}`;

interface Props {
  readonly id: string;
  /** Why there are no calls, where there are none. */
  readonly noCalls: string;
}

/** Who vouches for the calling numbers. */
export function AttestationSection({ id, noCalls }: Props) {
  const answer = useOutcomes(id);
  return (
    <Section title="Who vouches for the numbers" id="attestation">
      <Answered of={answer} empty={({ calls }) => calls === 0} emptyText={noCalls}>
        {({ attested }) => (
          <>
            <Shares
              title="Attestation"
              description="The best letter that any leg of a call has. Where nobody vouches for a number, it may be false."
              parts={lettersOf(attested)}
            />
            <Bars
              title="Who signed"
              description="Calls by the signer and its letter."
              unit="calls"
              rows={attested.map((one) => ({ label: signed(one), value: one.calls }))}
            />
          </>
        )}
      </Answered>
    </Section>
  );
}
