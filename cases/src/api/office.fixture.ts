import { shareOf } from '@ringtrace/detect/evaluate/share';
import { z } from 'zod';
import { verifyLog } from '../audit/verify.ts';
import { ref } from '../model/ids.ts';
import { RefusedError } from '../model/refused.ts';
import type { CallerOfCampaign } from '../verdicts/callers.ts';
import type { Seen } from '../verdicts/verdict.ts';
import { memoryDesk } from '../work/desk.fixture.ts';
import { NoSuchError } from '../work/find.ts';
import { casesApi } from './app.ts';
import type { List, Wanted } from './lists.ts';
import type { Office } from './office.ts';
import { callerByToken, type Holder } from './tokens.ts';

const exampleSeen: Seen = {
  candidate_id: 't-1',
  campaign_id: 'c-1',
  status: 'open',
  revision: 3,
  score: 0.9,
};

export const exampleCaller = (who: string): CallerOfCampaign => ({
  who,
  numbers: 'number 12025550100',
  calls: 1_200,
  known: [{ calling_number: 12025550100, origin_provider: 'p1', customer: who, holder_ocn: '' }],
});

/** A server over a desk in memory. `rows` are what the lists of the store would hold. */
export function memoryApi(legs?: readonly string[]) {
  const memory = memoryDesk(legs);
  const { desk } = memory;
  const rows = new Map<string, unknown[]>();
  const wanted: Wanted[] = [];
  const callers: CallerOfCampaign[] = [];
  const failures: unknown[] = [];
  let changes = 0;
  const office: Office = {
    desk,
    checkLog: async (_, head) => verifyLog(desk.log, head),
    findings: {
      candidate: async (id) => (id === exampleSeen.candidate_id ? exampleSeen : undefined),
      explained: async () => undefined,
      successor: async () => undefined,
      callers: async () => callers,
      precision: async () => [
        {
          from: 0.9,
          confirmed: 3,
          dismissed: 1,
          expected: 0.95,
          right: shareOf(3, 4),
        },
      ],
    },
    packages: {
      async write(_, referral) {
        throw new RefusedError(`this desk in memory writes no package of ${referral.caseId}`);
      },
      async file(package_id) {
        throw new NoSuchError(`there is no package '${package_id}'`);
      },
      isKept: () => false,
    },
    providers: {
      cards: async () => [],
      card: async (provider, as_of) => ({
        provider,
        as_of: as_of ?? desk.now(),
        described: desk.log.read((r) => r.load(ref('provider', provider)))?.state,
        reference: undefined,
        continues: [],
        continued_by: [],
        roles: [],
        questions: [],
      }),
    },
    report: async (period, as_of) => ({
      ...period,
      as_of: as_of ?? desk.now(),
      figures: [
        {
          name: 'tracebacks',
          title: 'Tracebacks',
          definition: 'opened in the period',
          shape: 'count',
          sql: 'SELECT 1 AS value',
          params: { from: '', to: '', as_of: '' },
          rows: [{ value: 7 }],
        },
      ],
    }),
    async page<R>(list: List<R>, asked: Wanted) {
      wanted.push(asked);
      const items = z.array(list.row).parse(rows.get(list.name) ?? []);
      const page = items.slice(0, asked.limit);
      const last = page.at(-1);
      const more = items.length > page.length && last !== undefined;
      return { items: page, total: items.length, next: more ? list.placeOf(last) : undefined };
    },
  };
  const holders: Record<string, Holder> = {
    rtc_anna: { name: 'anna', role: 'act', made_at: 0 },
    rtc_ben: { name: 'ben', role: 'act', made_at: 0 },
    rtc_reader: { name: 'reader', role: 'read', made_at: 0 },
  };
  const app = casesApi({
    office,
    callerOf: ({ headers }) =>
      callerByToken(
        { holderOf: (token) => (Object.hasOwn(holders, token) ? holders[token] : undefined) },
        headers.get('authorization') ?? undefined,
      ),
    changed: async () => {
      changes += 1;
    },
    failed: (error) => failures.push(error),
  });

  /** Sends a request as somebody. Returns the status, and the body as JSON. */
  async function send(
    method: string,
    path: string,
    body?: unknown,
    { as = 'anna', ...headers }: Headers = {},
  ) {
    const init = {
      method,
      headers: {
        authorization: `Bearer rtc_${as}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    };
    const response = await app.request(path.startsWith('/api') ? path : `/api/v1${path}`, init);
    const said: unknown = await response.json();
    return { status: response.status, headers: response.headers, body: said };
  }

  return { ...memory, app, office, rows, wanted, callers, failures, send, changes: () => changes };
}

type Headers = { readonly as?: string } & Readonly<Record<string, string>>;
