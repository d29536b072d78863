import { act } from '../../api/ask.ts';
import type { ActField } from '../../parts/act-field.tsx';
import type { Right } from '../../state/me.ts';
import { mustBeSent } from '../../state/sent.ts';
import type { InboxRow } from './listed.ts';

/** What a person gave for all rows of an act. */
interface Given {
  readonly reason: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Name of whoever acts. */
  readonly name: string;
}

/** Something that can be done to several rows at once. */
export interface BulkAct {
  readonly id: string;
  readonly label: string;
  readonly needs: Right;
  readonly reason: 'required' | 'optional';
  readonly kind: 'plain' | 'main' | 'danger';
  /** What happens to each row. */
  readonly says: string;
  readonly fields: readonly ActField[];
  /** Key that opens its dialog. */
  readonly key: string | undefined;
  readonly fits: (row: InboxRow) => boolean;
  readonly on: (row: InboxRow, given: Given) => Promise<unknown>;
}

const isCandidate = ({ kind }: InboxRow) => kind === 'ongoing' || kind === 'stopped' || kind === 'pending';
const part = encodeURIComponent;
const why = ({ reason }: Given) => (reason === '' ? {} : { reason });

/** Callers that a dismissal teaches; undefined = the one that there is, and a refusal where there are several. */
const taught = (choice: string | undefined) =>
  choice === 'one' ? {} : { teach: choice === 'all' ? 'all' : 'none' };

/** The version that was seen: whoever was faster is not overruled. */
const seen = (version: number) => (version === 0 ? {} : { version });

/** All acts go through casework's own routes. */
export const bulkActs: readonly BulkAct[] = [
  {
    id: 'confirm',
    label: 'Confirm',
    needs: 'decide',
    reason: 'required',
    kind: 'main',
    says: 'Each candidate is confirmed with this reason, as you saw it. One that has changed since is refused.',
    fields: [],
    key: 'c',
    fits: isCandidate,
    on: ({ candidate_id, revision }, given) =>
      act(`/candidates/${part(candidate_id)}/verdict`, { verdict: 'confirmed', revision, ...why(given) }),
  },
  {
    id: 'dismiss',
    label: 'Dismiss',
    needs: 'decide',
    reason: 'required',
    kind: 'danger',
    says: 'Each candidate is dismissed with this reason, as you saw it. One that has changed since is refused.',
    fields: [
      {
        name: 'teach',
        label: 'Callers that stay silent from now on',
        kind: 'select',
        options: [
          { value: 'none', label: 'none: the dismissal holds for these calls alone' },
          { value: 'one', label: 'its caller; a campaign with several callers is refused' },
          { value: 'all', label: 'every caller of each campaign' },
        ],
        hint: 'Choose single callers on the page of the campaign.',
      },
    ],
    key: 'd',
    fits: isCandidate,
    on: ({ candidate_id, revision }, given) =>
      act(`/candidates/${part(candidate_id)}/verdict`, {
        verdict: 'dismissed',
        revision,
        ...taught(given.fields['teach']),
        ...why(given),
      }),
  },
  {
    id: 'open',
    label: 'Open cases',
    needs: 'work',
    reason: 'optional',
    kind: 'plain',
    says: 'A case is opened for each campaign. Its title is the line that you see here.',
    fields: [{ name: 'category', label: 'Kind of scam', hint: "In your words, such as 'bank imposter'." }],
    key: undefined,
    fits: ({ kind, case_id }) =>
      (kind === 'ongoing' || kind === 'stopped' || kind === 'confirmed') && case_id === '',
    on: ({ candidate_id }, given) =>
      act('/cases', { candidate_id, category: given.fields['category'] ?? '', ...why(given) }),
  },
  {
    id: 'approve',
    label: 'Approve',
    needs: 'trace',
    reason: 'optional',
    kind: 'main',
    says: 'Each request is approved. It goes out to its provider as the rules of casework say.',
    fields: [],
    key: undefined,
    fits: ({ kind, verdict }) => kind === 'draft' && verdict !== 'dismissed',
    on: ({ request_id, request_version }, given) =>
      act(`/requests/${part(request_id)}/approve`, { ...seen(request_version), ...why(given) }),
  },
  {
    id: 'remind',
    label: 'Remind',
    needs: 'trace',
    reason: 'optional',
    kind: 'plain',
    says: 'A reminder goes out for each request, besides those that go out by themselves.',
    fields: [],
    key: undefined,
    fits: ({ kind }) => kind === 'overdue' || kind === 'due',
    async on({ request_id, request_version }, given) {
      const requests = [{ request_id, ...seen(request_version) }];
      const sent = await act('/requests/remind', { requests, ...why(given) });
      mustBeSent(sent);
    },
  },
  {
    id: 'withdraw',
    label: 'Withdraw',
    needs: 'trace',
    reason: 'required',
    kind: 'danger',
    says: 'Each request is withdrawn. Its traceback then has no next step until somebody asks again.',
    fields: [],
    key: undefined,
    fits: ({ kind }) => kind === 'draft',
    on: ({ request_id, request_version }, given) =>
      act(`/requests/${part(request_id)}/withdraw`, { ...seen(request_version), ...why(given) }),
  },
  {
    id: 'take',
    label: 'Take the cases',
    needs: 'work',
    reason: 'optional',
    kind: 'plain',
    says: 'You are written down as the person who works on each case.',
    fields: [],
    key: undefined,
    fits: ({ case_id }) => case_id !== '',
    on: ({ case_id, case_version }, given) =>
      act(`/cases/${part(case_id)}/assign`, { assignee: given.name, ...seen(case_version), ...why(given) }),
  },
];
