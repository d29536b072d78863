import type { CaseLog } from '@ringtrace/cases/log/log';

/** A case that is open although its candidate was dismissed, with what is out or drafted for it. */
interface OpenCase {
  readonly case_id: string;
  readonly requests: number;
}

/** Requests that may still go out or be answered. */
const live = ['draft', 'approved', 'sent', 'delivered', 'bounced', 'acknowledged', 'overdue'];

/** Open cases of a candidate. */
export const openCases = (log: CaseLog, candidate_id: string): OpenCase[] =>
  log.read((r) =>
    r
      .linked('case', 'candidate_id', candidate_id)
      .filter(({ state }) => state.status === 'open')
      .map(({ ref }) => ({
        case_id: ref.id,
        requests: r.linked('request', 'case_id', ref.id).filter(({ state }) => live.includes(state.status))
          .length,
      })),
  );

/** What a person who dismisses a candidate must know of its cases. */
export const casesInWords = (cases: readonly OpenCase[]): string[] =>
  cases.map(
    ({ case_id, requests }) =>
      `${case_id} is open for it, with ${requests} ${requests === 1 ? 'request' : 'requests'} drafted or out. No further request of it can be approved: 'ringtrace case show ${case_id}', then close it.`,
  );
