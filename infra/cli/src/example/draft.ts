import type { Actor } from '@ringtrace/cases/log/actor';
import { openLog } from '@ringtrace/cases/log/log';
import { logFile } from '@ringtrace/cases/log/place';
import type { Standing } from '@ringtrace/cases/log/transaction';
import { pathSummary } from '@ringtrace/cases/path/summary';
import { copyToStore } from '@ringtrace/cases/store/copy';
import { openCampaignCase } from '@ringtrace/cases/work/cases';
import type { Desk } from '@ringtrace/cases/work/desk';
import { openTraceback } from '@ringtrace/cases/work/tracebacks';
import { deskOf } from '@ringtrace/cases/worker/desk';
import {
  type Candidate,
  everyCandidate,
  listCandidates,
} from '@ringtrace/detect/candidates/stored-candidates';
import type { Store } from '@ringtrace/platform/clickhouse';
import type { Config } from '@ringtrace/platform/config';
import { visibleIn } from '@ringtrace/platform/visible';
import { hopsTable, nextStep, spaced } from '../casework/tell.ts';

const actor: Actor = { name: 'ringtrace', reason: 'the bundled example' };

interface Drafted {
  readonly traceback: Standing<'traceback'>;
  readonly request: Standing<'request'> | undefined;
}

/**
 * Opens a case and a traceback for an open candidate, and tells its path and the command that approves its draft. A second run
 * tells the same traceback as it stands then. '' where no candidate is open.
 */
export async function tellDraft(store: Store, config: Config): Promise<string> {
  const log = openLog(logFile(config.RINGTRACE_HOME));
  try {
    const drafted = await draftOnce(deskOf({ log, store, config }), store);
    await copyToStore(log, store);
    return drafted === undefined ? '' : inWords(drafted);
  } finally {
    log.close();
  }
}

async function draftOnce(desk: Desk, store: Store): Promise<Drafted | undefined> {
  const open = await listCandidates(store, { ...everyCandidate, status: 'open' });
  for (const { candidate_id } of open) {
    const found = draftedBefore(desk, candidate_id);
    if (found !== undefined) return found;
  }
  const [first] = open.toSorted((a, b) => rank(a) - rank(b));
  const facts = first === undefined ? undefined : await desk.records.candidate(first.candidate_id);
  const [call] = facts?.calls ?? [];
  if (facts === undefined || call === undefined) return undefined;
  const { candidate_id } = facts;
  const { ref } = await openCampaignCase(desk, actor, { candidate_id, title: '', category: '' });
  const { traceback, drafted } = await openTraceback(desk, actor, {
    case_id: ref.id,
    call: { ...call, window_s: 30 },
    start: '',
  });
  return { traceback, request: drafted };
}

/** A claimed origin shows most: records prove the way to it, and it alone is asked. A call from abroad ends there, unasked. */
const rank = ({ entry_provider, origin_provider }: Candidate): number =>
  entry_provider !== null ? 2 : origin_provider !== null ? 1 : 0;

/** The first traceback of a candidate's case, with its newest request. */
const draftedBefore = ({ log }: Desk, candidate_id: string): Drafted | undefined =>
  log.read((r) => {
    const [first] = r.linked('case', 'candidate_id', candidate_id);
    const [traceback] = first === undefined ? [] : r.linked('traceback', 'case_id', first.ref.id);
    if (traceback === undefined) return undefined;
    const requests = r
      .linked('request', 'traceback_id', traceback.ref.id)
      .toSorted((a, b) => b.state.drafted_at - a.state.drafted_at);
    return { traceback, request: requests[0] };
  });

function inWords({ traceback, request }: Drafted): string {
  const { ref, state } = visibleIn(traceback);
  return [
    `Traceback ${ref.id} of ${state.case_id}: ${pathSummary(state.hops, state.ask)}`,
    '',
    hopsTable(traceback.state.hops),
    '',
    stepOf(traceback, request),
  ].join('\n');
}

function stepOf({ ref, state }: Standing<'traceback'>, request: Standing<'request'> | undefined): string {
  if (request?.state.status === 'draft') return nextStep(request);
  const stands = state.status === 'open' ? 'open' : spaced(state.outcome);
  return `It is ${stands}. To see it:\n\n  npx ringtrace traceback show ${ref.id}\n`;
}
