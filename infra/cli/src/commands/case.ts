import type { Standing } from '@ringtrace/cases/log/transaction';
import type { CaseEvent } from '@ringtrace/cases/model/events';
import { ref } from '@ringtrace/cases/model/ids';
import { listedCases, noLimit } from '@ringtrace/cases/store/lists';
import {
  assignCase,
  closeCase,
  holdCase,
  noteCase,
  openCampaignCase,
  openCase,
  reopenCase,
} from '@ringtrace/cases/work/cases';
import { find } from '@ringtrace/cases/work/find';
import { actorOf, withCases } from '../cases.ts';
import { withDesk } from '../casework/desk.ts';
import { readingOf } from '../casework/hand-reading.ts';
import { caseInWords, jsonOf } from '../casework/tell.ts';
import { command, group, required, UsageError } from '../command.ts';
import { print, printJson, table } from '../output.ts';
import { asOfFrom, timeFrom } from '../time.ts';
import { usage } from '../usage/case.ts';

const { subcommands } = usage;

const list = command(subcommands.list, async (_, { status, assignee, limit, json, ...options }) => {
  const as_of = asOfFrom(options['as-of']);
  const wanted = { status: status ?? '', assignee: assignee ?? '', limit: limit ?? noLimit, as_of };
  const found = await withCases(({ store }) => store.query(listedCases, wanted));
  if (json) printJson(found);
  else if (found.length === 0) print('No cases.');
  else
    print(
      table(
        found.map((one) => ({
          case: one.case_id,
          status: one.status,
          assignee: one.assignee || '-',
          tracebacks: one.tracebacks,
          ended: one.ended,
          opened: one.opened_at.slice(0, 16),
          title: one.title,
        })),
      ),
    );
  return 0;
});

const entryOf = (event: CaseEvent<'case'>) => ({
  ...event,
  text: event.type === 'case_noted' ? event.data.text : '',
});

const show = command(subcommands.show, async ({ id }, { json, ...reading }) => {
  const found = await withCases(async ({ log }) => {
    const all = log.read((r) => ({
      standing: find(r, 'case', id),
      judged: r.load(ref('candidate', find(r, 'case', id).state.candidate_id)),
      tracebacks: r.linked('traceback', 'case_id', id),
      requests: r.linked('request', 'case_id', id),
      actions: r.linked('action', 'case_id', id),
      history: r.events({ kind: 'case', id }),
    }));
    return { ...all, shown: readingOf(log, reading, `case ${id}`, all) };
  });
  const { standing, judged, tracebacks, requests, actions, history, shown } = found;
  if (json)
    printJson({
      ...shown.json(standing),
      verdict: judged === undefined ? null : shown.json(judged),
      tracebacks: tracebacks.map(shown.json),
      requests: requests.map(shown.json),
      actions: actions.map(shown.json),
      history: shown.data(history),
    });
  else print(caseInWords(standing, tracebacks, history.map(entryOf), judged));
  return 0;
});

const open = command(subcommands.open, async (_, options) => {
  const { candidate, source, title = '', category = '', live } = options;
  if ((candidate === undefined) === (source === undefined))
    throw new UsageError('give either --candidate, or --source and --title');
  if (candidate !== undefined && live)
    throw new UsageError('--live is for a case that is opened by hand, with --source');
  const opened = await withDesk((desk) =>
    candidate === undefined
      ? openCase(desk, actorOf(options), {
          source: required(source, 'source'),
          title: required(title || undefined, 'title'),
          category,
          live: live === true,
        })
      : openCampaignCase(desk, actorOf(options), { candidate_id: candidate, title, category }),
  );
  tell(opened, options.json === true, `Next: ringtrace traceback open ${opened.ref.id}`);
  return 0;
});

function tell(standing: Standing<'case'>, json: boolean, next = ''): void {
  if (json) printJson(jsonOf(standing));
  else {
    const { status, assignee, held } = standing.state;
    const facts = [status, ...(assignee === '' ? [] : [assignee]), ...(held ? ['under legal hold'] : [])];
    print(table([{ case: standing.ref.id, version: String(standing.version), stands: facts.join(', ') }]));
    if (next !== '') print(next);
  }
}

export const caseCommand = group('case', usage, {
  list,
  show,
  open,
  assign: command(subcommands.assign, async ({ id, name }, { seen, json, ...acting }) => {
    tell(await withDesk((desk) => assignCase(desk, actorOf(acting), { id, seen }, name)), json === true);
    return 0;
  }),
  note: command(subcommands.note, async ({ id, text }, { seen, json, ...acting }) => {
    tell(await withDesk((desk) => noteCase(desk, actorOf(acting), { id, seen }, text)), json === true);
    return 0;
  }),
  close: command(subcommands.close, async ({ id }, { outcome, seen, json, ...acting }) => {
    tell(await withDesk((desk) => closeCase(desk, actorOf(acting), { id, seen }, outcome)), json === true);
    return 0;
  }),
  reopen: command(subcommands.reopen, async ({ id }, { seen, json, ...acting }) => {
    tell(await withDesk((desk) => reopenCase(desk, actorOf(acting), { id, seen })), json === true);
    return 0;
  }),
  hold: command(subcommands.hold, async ({ id }, { off, until, seen, json, ...acting }) => {
    const held = off !== true;
    if (!held && until !== undefined) throw new UsageError('give either --off or --until');
    required(acting.reason, 'reason');
    const end = until === undefined ? 0 : timeFrom('until', until);
    tell(await withDesk((desk) => holdCase(desk, actorOf(acting), { id, seen }, held, end)), json === true);
    return 0;
  }),
});
