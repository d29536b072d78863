import { Timeline } from '../../charts/timeline.tsx';
import { Section } from '../../parts/page.tsx';
import { useBaseSearch } from '../../state/use-search.ts';
import { type ShownCase, spaced } from './shown.ts';

/** All that was done to the case and what belongs to it, the newest first. Nothing is left out. */
export function CaseTimeline({ shown }: { readonly shown: ShownCase }) {
  const { tz } = useBaseSearch();
  const events = shown.events.toReversed().map(({ at, type, words, reason, id, actor }) => ({
    at,
    who: actor,
    what: (
      <>
        <strong>{spaced(type)}</strong> {words} <span className="faint">({id})</span>
        {reason === '' ? null : <> Reason: {reason}</>}
      </>
    ),
  }));
  return (
    <Section
      title="Timeline"
      id="timeline"
      note={`All ${events.length} events of the case, its tracebacks, requests, answers, actions, packages and verdicts, the newest first.`}
    >
      <Timeline events={events} tz={tz} />
    </Section>
  );
}
