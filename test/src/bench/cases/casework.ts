import type { CaseLog } from '@ringtrace/cases/log/log';
import type { Writer } from '@ringtrace/cases/log/transaction';
import type { AnswerContent } from '@ringtrace/cases/model/answer';
import type { Hop } from '@ringtrace/cases/model/hop';
import { ref } from '@ringtrace/cases/model/ids';
import { type Seeded, seeded } from '@ringtrace/platform/seeded';

/** Two years of casework, drawn from a seed: as many tracebacks as asked for, written with the events of real decisions. */
interface Event {
  /** ms since 1970. */
  readonly at: number;
  write(w: Writer): void;
}

const hour = 3_600_000;
const start = Date.parse('2024-12-01T00:00:00Z');
const end = Date.parse('2026-12-01T00:00:00Z');
/** Providers that took part in the consortium's tracebacks so far. */
const providers = 2_158;
const members = 40;
const categories = ['bank imposter', 'utility', 'health insurance', 'auto warranty', 'debt', 'vishing'];
const countries = ['GB', 'IN', 'PK', 'HK', 'DE', 'NL'];
const calendar = {
  name: 'default',
  zone: 'America/New_York',
  opens: '08:00',
  closes: '17:30',
  weekdays: [1, 2, 3, 4, 5],
  holidays: [],
};

const memberOf = (random: Seeded) => `member-${random.below(members)}`;
/** A few providers are in very many paths. */
const providerOf = (random: Seeded) => `provider-${Math.floor(providers * random.next() ** 3)}`;

type Path = Omit<Hop, 'position'>[];
const placed = (path: Path): Hop[] => path.map((hop, i) => ({ position: i + 1, ...hop }));
const hop = (provider: string, role: Hop['role'], basis: Hop['basis']): Path[number] => ({
  provider,
  role,
  basis,
  reported: basis === 'record',
  answer_id: '',
  country: '',
  detail: basis === 'record' ? 'a leg of its own' : 'named by the provider below',
});

function openCase(id: string, random: Seeded): Event['write'] {
  const data = {
    source: 'campaign',
    title: `calls of ${id}`,
    category: random.pick(categories),
    campaign_id: `c-${random.below(5_000)}`,
    candidate_id: '',
    live: random.chance(0.2),
  } as const;
  return (w) => void w.append(ref('case', id), { type: 'case_opened', data });
}

/** A hop that is asked: the request's events, and the answer or the silence. Returns the moment of the last one. */
function ask(events: Event[], id: string, from: number, hopAsked: Path[number], random: Seeded) {
  const request = ref('request', `req-${id}`);
  const answer_id = `ans-${id}`;
  const [traceback_id, case_id] = [`tb-${id.split('.')[0]}`, `case-${caseOf(Number(id.split('.')[0]))}`];
  const due_at = from + 24 * hour;
  const { provider } = hopAsked;
  const fate = random.next();
  events.push({
    at: from,
    write(w) {
      const data = {
        traceback_id,
        case_id,
        provider,
        position: 3,
        facts: {
          call: {
            calling_number: 12_025_550_100,
            called_number: 13_125_550_111,
            call_time: from,
            window_s: 60,
          },
          reasons: ['short calls to many numbers'],
          volume: { calls: 412, from, to: from },
          named_by: 'member-1',
          named_how: 'its own record',
        },
      };
      w.append(request, { type: 'request_drafted', data });
      w.append(request, { type: 'request_approved', data: {} });
      const sent = {
        batch_id: `b-${id}`,
        channel: 'email' as const,
        address: `noc@${provider}.example`,
        bytes: [],
        due_at,
        calendar,
      };
      w.append(request, { type: 'request_sent', data: sent });
      w.append(request, { type: 'request_delivered', data: {} });
    },
  });
  if (fate < 0.1) {
    events.push({ at: due_at, write: (w) => void w.append(request, { type: 'request_overdue', data: {} }) });
    const at = due_at + 72 * hour;
    events.push({ at, write: (w) => void w.append(request, { type: 'request_non_responsive', data: {} }) });
    return { at, outcome: 'non_responsive' } as const;
  }
  const late = fate < 0.2;
  const at = from + Math.round(hour * (late ? 24 + random.next() * 100 : random.next() * 24));
  const content: AnswerContent =
    fate >= 0.2 && fate < 0.25
      ? { kind: 'refused', reason: random.pick(['only the regulator may ask', 'a non-disclosure agreement']) }
      : { kind: 'own_customer', customer: { name: `caller ${random.below(3_000)}` } };
  events.push({
    at,
    write(w) {
      const said = {
        check: { agreement: 'unknown' as const, findings: [] },
        by: 'noc',
        way: 'link' as const,
        sha256: '',
      };
      const data = { request_id: request.id, traceback_id, provider, content, ...said };
      w.append(ref('answer', answer_id), { type: 'answer_given', data });
      w.append(request, { type: 'request_answered', data: { answer_id, late } });
    },
  });
  return {
    at,
    outcome: content.kind === 'refused' ? 'refused' : random.pick(['caller_identified', 'foreign'] as const),
  } as const;
}

/** Cases have two tracebacks each. */
const caseOf = (traceback: number) => Math.floor(traceback / 2);

function trace(events: Event[], number: number, opened: number, random: Seeded): void {
  const traceback = ref('traceback', `tb-${number}`);
  const case_id = `case-${caseOf(number)}`;
  if (number % 2 === 0) events.push({ at: opened, write: openCase(case_id, random) });
  const path: Path = [hop(memberOf(random), 'terminating', 'record')];
  for (let i = random.below(4); i > 0; i -= 1) path.push(hop(providerOf(random), 'transit', 'record'));
  const asked = hop(providerOf(random), 'unknown', 'named');
  const call = {
    calling_number: 12_025_550_100,
    called_number: 13_125_550_111,
    call_time: opened - hour,
    window_s: 60,
  };
  const data = { case_id, call, hops: placed([...path, asked]), ask: asked.provider };
  events.push({ at: opened, write: (w) => void w.append(traceback, { type: 'traceback_opened', data }) });
  const { at, outcome } = ask(
    events,
    `${number}.1`,
    opened + Math.round(hour * random.next() * 8),
    asked,
    random,
  );
  const role = outcome === 'foreign' ? 'gateway' : 'originating';
  const said = outcome === 'caller_identified' || outcome === 'foreign';
  const country = outcome === 'foreign' ? random.pick(countries) : '';
  const hops = placed([...path, said ? hop(asked.provider, role, 'answer') : asked]);
  const warned = said && random.chance(0.6);
  events.push({
    at,
    write(w) {
      if (said)
        w.append(traceback, {
          type: 'path_answered',
          data: { answer_id: `ans-${number}.1`, request_id: `req-${number}.1`, hops, ask: '' },
        });
      const ended = { outcome, provider: asked.provider, country, detail: '' };
      w.append(traceback, { type: 'traceback_ended', data: ended });
      if (!warned) return;
      const action = number % 3 === 0 ? 'terminated' : 'warned';
      const act = {
        case_id,
        traceback_id: traceback.id,
        provider: asked.provider,
        caller: `caller ${number % 3_000}`,
        action,
        taken_at: at,
        detail: '',
      } as const;
      w.append(ref('action', `act-${number}`), { type: 'action_recorded', data: act });
    },
  });
}

/** All events in the order of time. */
export function drawCasework(tracebacks: number, seed = 1): Event[] {
  const random = seeded(seed);
  const events: Event[] = [];
  for (let i = 0; i < tracebacks; i += 1)
    trace(events, i, Math.round(start + ((end - start) * i) / tracebacks), random);
  return events.toSorted((a, b) => a.at - b.at);
}

/** Events of a transaction share its time: so many hours of casework are written at once. */
const together = 2 * hour;

/** Writes the events; `clock` is what the log reads. */
export function writeCasework(log: CaseLog, clock: { now: number }, events: readonly Event[]): void {
  const actor = { name: 'bench', reason: '' };
  for (let from = 0; from < events.length; ) {
    const until = (events[from]?.at ?? 0) + together;
    let to = from;
    while ((events[to]?.at ?? Number.POSITIVE_INFINITY) < until) to += 1;
    clock.now = Math.round(events[to - 1]?.at ?? clock.now);
    const some = events.slice(from, to);
    log.transact(actor, (w) => {
      for (const event of some) event.write(w);
    });
    from = to;
  }
}

/** Times of the last year that was drawn, ms since 1970. */
export const lastYear = { from: Date.parse('2025-12-01T00:00:00Z'), to: end };
