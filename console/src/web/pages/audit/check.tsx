import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { auditCheckRoute } from '../../../server/routes/audit.ts';
import { type AnswerOf, ask } from '../../api/ask.ts';
import { Answered } from '../../parts/answered.tsx';
import { Badge } from '../../parts/badge.tsx';
import { countText } from '../../parts/count.ts';
import { Facts } from '../../parts/facts.tsx';
import { Filters } from '../../parts/filters.tsx';
import { Section } from '../../parts/page.tsx';
import { Time } from '../../parts/time.tsx';
import { usePageSearch, usePatch } from '../../state/use-search.ts';
import { auditSearch } from './search.ts';

type Extent = 'rest' | 'whole';

/** Checks the log, once somebody asks for it: what an earlier check has not read, or all of it. */
export function Check() {
  const { head } = usePageSearch(auditSearch);
  const patch = usePatch();
  const [{ times, extent }, setAsked] = useState<{ times: number; extent: Extent }>({
    times: 0,
    extent: 'rest',
  });
  const found = useQuery({
    queryKey: ['check of the log', head, extent, times],
    queryFn: ({ signal }) =>
      ask<typeof auditCheckRoute>('/console/audit/check', { query: { head, extent }, signal }),
    enabled: times > 0,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Section
      title="Check of the log"
      note="Each entry holds the hash of the one before. The check shows whether an entry was changed or is missing, and whether kept bytes are as they were. Entries that an earlier check has read are not read again, and the indexes of the log are not compared, unless you ask for all entries. A log of a million entries takes about a minute; others work on meanwhile."
    >
      <Filters
        onSend={(given) => {
          patch({ head: given['head'] });
          setAsked({ times: times + 1, extent: 'rest' });
        }}
      >
        <label className="field">
          Hash that you noted earlier (may be left out){' '}
          <input
            name="head"
            key={head ?? ''}
            defaultValue={head ?? ''}
            maxLength={64}
            pattern="[0-9a-f]{64}"
            title="64 digits, each 0-9 or a-f"
            size={40}
            style={{ maxWidth: '100%' }}
          />
        </label>
        <button type="submit" className="act-main" disabled={found.isFetching}>
          {found.isFetching ? 'Checking …' : 'Check the log'}
        </button>
        <button
          type="button"
          disabled={found.isFetching}
          onClick={() => setAsked({ times: times + 1, extent: 'whole' })}
        >
          Check every entry again
        </button>
      </Filters>
      {times === 0 ? null : (
        <Answered of={found}>
          {({ events, head: newest, head_at, faults, earlier }) => (
            <div role="status">
              <p>
                {faults.length === 0 ? (
                  <Badge kind="ok">No fault</Badge>
                ) : (
                  <Badge kind="bad">{faults.length === 1 ? 'One fault' : `${faults.length} faults`}</Badge>
                )}
              </p>
              <ul>
                {faults.map((fault) => (
                  <li key={fault}>{fault}</li>
                ))}
              </ul>
              <Facts
                items={[
                  ['Entries', countText(events)],
                  ['Read now', <Read key="r" events={events} earlier={earlier} />],
                  ['Hash of the newest entry: note it', <code key="h">{newest}</code>],
                  ['The hash that you noted is that of entry', head_at === 0 ? null : countText(head_at)],
                ]}
              />
            </div>
          )}
        </Answered>
      )}
    </Section>
  );
}

type Earlier = AnswerOf<typeof auditCheckRoute>['earlier'];

/** Which entries this check has read. */
function Read({ events, earlier }: { readonly events: number; readonly earlier: Earlier }) {
  if (earlier === null) return 'every entry';
  return (
    <>
      {events === earlier.entries
        ? 'none: there is no new entry'
        : `entries ${countText(earlier.entries + 1)} to ${countText(events)}`}
      . The entries before were checked at <Time at={earlier.at} />, and a later change of them would not show
      here.
    </>
  );
}
