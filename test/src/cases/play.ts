import type { CaseLog } from '@ringtrace/cases/log/log';
import { openLog } from '@ringtrace/cases/log/log';
import type { Standing } from '@ringtrace/cases/log/transaction';
import { storeRecords } from '@ringtrace/cases/store/record-source';
import { giveAnswer } from '@ringtrace/cases/work/answers';
import { openCampaignCase } from '@ringtrace/cases/work/cases';
import type { Desk } from '@ringtrace/cases/work/desk';
import { remindOf } from '@ringtrace/cases/work/reminding';
import { approveRequest, markNonResponsive, markOverdue } from '@ringtrace/cases/work/requests';
import { approvedRequests, sendRequests } from '@ringtrace/cases/work/sending';
import { openTraceback } from '@ringtrace/cases/work/tracebacks';
import type { Store } from '@ringtrace/platform/clickhouse';
import type { HalfReported, TrueCall } from './half-reported.ts';
import { answerOf, behaviourOf } from './script.ts';

const hour = 3_600_000;
const anna = { name: 'anna', reason: '' };

/** Casework that was played through by a script. */
export interface Played {
  readonly log: CaseLog;
  readonly case_ids: readonly string[];
  readonly desk: Desk;
  /** Lets time pass, ms. */
  pass(ms: number): void;
  /** The call of each traceback, by its id. */
  readonly calls: ReadonlyMap<string, TrueCall>;
  /** Before late answers came, and after all was over. ms since 1970. */
  readonly asOf: { readonly early: number; readonly end: number };
}

export interface Play {
  readonly store: Store;
  readonly half: HalfReported;
  /** A case each: its candidate, and calls of its campaign. */
  readonly campaigns: readonly { readonly candidate_id: string; readonly calls: readonly TrueCall[] }[];
  readonly seed: number;
  /** When the case is opened, within business hours. */
  readonly begin: number;
}

/** Opens the cases with a traceback for each call, and lets providers answer by the script until nobody is left to ask. */
export async function playCasework({ store, half, campaigns, seed, begin }: Play): Promise<Played> {
  const clock = { now: begin };
  const log = openLog(':memory:', { now: () => clock.now });
  const desk = deskOf(log, store, () => clock.now);
  const traced = new Map<string, TrueCall>();
  const case_ids: string[] = [];
  for (const { candidate_id, calls } of campaigns) {
    const opened = await openCampaignCase(desk, anna, { candidate_id, title: '', category: '' });
    case_ids.push(opened.ref.id);
    for (const call of calls) {
      const { traceback } = await openTraceback(desk, anna, {
        case_id: opened.ref.id,
        call: {
          calling_number: call.calling,
          called_number: call.called,
          call_time: call.time,
          window_s: 30,
        },
        start: '',
      });
      traced.set(traceback.ref.id, call);
    }
  }
  const script = (request: Standing<'request'>) => {
    const call = traced.get(request.state.traceback_id);
    if (call === undefined) throw new Error(`${request.ref.id} is of no traceback of the play`);
    const { provider } = request.state;
    return { call, provider, behaviour: behaviourOf(seed, call, provider) };
  };
  const waiting = () =>
    log.read((r) => [...r.withStatus('request', 'delivered'), ...r.withStatus('request', 'overdue')]);
  const answer = async (requests: readonly Standing<'request'>[]) => {
    for (const request of requests) {
      const { call, provider, behaviour } = script(request);
      const content = answerOf(call, provider, behaviour, half);
      if (content !== undefined)
        await giveAnswer(desk, anna, { request_id: request.ref.id, content, by: '', way: 'command' });
    }
  };

  /** Sends what is drafted and takes in what is answered in time, until only late and silent providers are left. */
  const answeredInTime = async () => {
    for (;;) {
      const drafts = log.read((r) => r.withStatus('request', 'draft'));
      if (drafts.length === 0) return;
      for (const { ref, version } of drafts) approveRequest(desk, anna, { id: ref.id, seen: version });
      await sendRequests(desk, anna, approvedRequests(desk));
      clock.now += hour;
      await answer(
        waiting().filter((request) => {
          const { call, provider, behaviour } = script(request);
          return !call.path.includes(provider) || (behaviour !== 'late' && behaviour !== 'silence');
        }),
      );
    }
  };

  await answeredInTime();
  clock.now += 24 * hour;
  const early = clock.now;
  for (;;) {
    // Every due time is over, also one that a weekend moved.
    clock.now += 5 * 24 * hour;
    for (const { ref, state } of waiting()) if (state.status === 'delivered') markOverdue(desk, anna, ref);
    const late = waiting().filter((request) => script(request).behaviour === 'late');
    if (late.length === 0) break;
    await answer(late);
    await answeredInTime();
  }
  await remindOf(
    desk,
    anna,
    waiting().map(({ ref }) => ref),
  );
  // The waiting time after a reminder stands still on weekends and holidays.
  clock.now += 7 * 24 * hour;
  for (const { ref } of waiting()) await markNonResponsive(desk, anna, ref);
  const pass = (ms: number) => {
    clock.now += ms;
  };
  return { log, desk, pass, case_ids, calls: traced, asOf: { early, end: clock.now } };
}

/** A desk whose messages all arrive. */
const deskOf = (log: CaseLog, store: Store, now: () => number): Desk => ({
  log,
  now,
  records: storeRecords(store),
  sender: {
    async compose({ provider, batch_id, purpose, asked }) {
      const bytes = Buffer.from(JSON.stringify(asked.map(({ request_id }) => request_id)));
      return {
        provider,
        batch_id,
        purpose,
        channel: 'file',
        address: batch_id,
        forms: [{ form: 'json', bytes }],
      };
    },
    deliver: async () => ({ delivered: true }),
  },
});
