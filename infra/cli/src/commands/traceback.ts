import type { TracedCall } from '@ringtrace/cases/model/hop';
import { questionsOfCall } from '@ringtrace/cases/providers/attestation/found';
import type { Question } from '@ringtrace/cases/providers/attestation/questions';
import { readIdentities } from '@ringtrace/cases/providers/identity/identities';
import { listedTracebacks, noLimit } from '@ringtrace/cases/store/lists';
import { untracedExamples } from '@ringtrace/cases/work/examples';
import { find } from '@ringtrace/cases/work/find';
import type { Settled } from '@ringtrace/cases/work/settle';
import {
  askAgain,
  closeTraceback,
  openTraceback,
  rereadTraceback,
  rereadTracebacks,
} from '@ringtrace/cases/work/tracebacks';
import { longestWindowS } from '@ringtrace/detect/trace/select';
import { normaliseNumber } from '@ringtrace/enrich/number';
import { visible } from '@ringtrace/platform/visible';
import { dayMs } from '@ringtrace/schemas/durations';
import { actorOf, withCases } from '../cases.ts';
import { withDesk } from '../casework/desk.ts';
import { readingOf } from '../casework/hand-reading.ts';
import { checkThing, ofProvider } from '../casework/named.ts';
import { answersInWords, jsonOf, settledInWords, spaced, tracebackInWords } from '../casework/tell.ts';
import { command, group, required, UsageError } from '../command.ts';
import { print, printJson, table } from '../output.ts';
import { asOfFrom, instant } from '../time.ts';
import { calledNumber } from '../trace/question.ts';
import { usage } from '../usage/traceback.ts';
import type { OptionValues } from '../usage.ts';

const { subcommands } = usage;

const list = command(subcommands.list, async (_, { status, outcome, provider, limit, json, ...options }) => {
  const wanted = {
    status: status ?? '',
    outcome: outcome ?? '',
    case_id: options.case ?? '',
    limit: limit ?? noLimit,
    as_of: asOfFrom(options['as-of']),
  };
  const found = await withCases(async (cases) => {
    checkThing(cases, 'case', options.case);
    return ofProvider(cases, provider, (id) =>
      cases.store.query(listedTracebacks, { ...wanted, provider: id }),
    );
  });
  if (json) printJson(found);
  else if (found.length === 0) print('No tracebacks.');
  else
    print(
      table(
        found.map((one) => ({
          traceback: one.traceback_id,
          case: one.case_id,
          stands: one.status === 'open' ? 'open' : spaced(one.outcome),
          hops: one.hops,
          proven: one.proven_hops,
          'ask or provider': one.ask || one.provider || '-',
          call: one.call_time.slice(0, 19),
        })),
      ),
    );
  return 0;
});

const show = command(subcommands.show, async ({ id }, { json, ...reading }) => {
  const { standing, requests, answers, questions, shown } = await withCases(async ({ log, store }) => {
    const { identities, ...found } = log.read((r) => ({
      standing: find(r, 'traceback', id),
      requests: r.linked('request', 'traceback_id', id),
      answers: r.linked('answer', 'traceback_id', id),
      identities: readIdentities(r),
    }));
    return {
      ...found,
      questions: await questionsOfCall(store, found.standing.state.call, identities.resolve),
      shown: readingOf(log, reading, `traceback ${id}`, found),
    };
  });
  if (json)
    printJson({
      ...shown.json(standing),
      requests: requests.map(shown.json),
      answers: answers.map(shown.json),
      attestation_questions: questions,
    });
  else
    print(
      [
        tracebackInWords(standing, requests, shown.called),
        ...answersInWords(answers),
        ...questionsInWords(questions),
      ].join('\n'),
    );
  return 0;
});

const questionsInWords = (questions: readonly Question[]): string[] =>
  questions.length === 0
    ? []
    : [
        '',
        'Questions about attestation (no verdicts):',
        ...questions.map(({ text }) => `  ${visible(text)}`),
      ];

type OpenOptions = OptionValues<typeof subcommands.open.options>;

const open = command(subcommands.open, async (given, options) => {
  if (options.window > longestWindowS)
    throw new UsageError(`--window takes ${longestWindowS} s at most, not '${options.window}'`);
  const call = namedCall(options);
  const opened = await withDesk(async (desk) => {
    const calls =
      call === undefined
        ? (await untracedExamples(desk, given.case, options.window)).slice(0, options.examples)
        : [call];
    const all: Settled[] = [];
    for (const one of calls)
      all.push(
        await openTraceback(desk, actorOf(options), {
          case_id: given.case,
          call: one,
          start: options.provider ?? '',
        }),
      );
    return all;
  });
  tell(opened, options.json === true);
  return 0;
});

function namedCall({ calling, called, time, window }: OpenOptions): TracedCall | undefined {
  if ((calling ?? called ?? time) === undefined) return undefined;
  return {
    calling_number: normaliseNumber(required(calling, 'calling')),
    called_number: calledNumber('called', required(called, 'called')),
    call_time: instant('time', required(time, 'time')),
    window_s: window,
  };
}

function tell(all: readonly Settled[], json: boolean): void {
  if (json)
    printJson(
      all.map(({ traceback, drafted, closed }) => ({
        traceback: jsonOf(traceback),
        drafted: drafted === undefined ? null : jsonOf(drafted),
        closed: closed.map(jsonOf),
      })),
    );
  else print(all.map(settledInWords).join('\n'));
}

/** Tracebacks that ended before that many days are left alone. */
const rereadDays = 30;

const reread = command(subcommands.reread, async ({ id }, { json, ...acting }) => {
  const changed = await withDesk(async (desk) =>
    id === undefined
      ? rereadTracebacks(desk, actorOf(acting), desk.now() - rereadDays * dayMs)
      : [await rereadTraceback(desk, actorOf(acting), id)],
  );
  if (changed.length === 0 && json !== true) print('Records say nothing new.');
  else tell(changed, json === true);
  return 0;
});

export const traceback = group('traceback', usage, {
  list,
  show,
  open,
  reread,
  ask: command(subcommands.ask, async ({ id }, { json, ...acting }) => {
    tell([await withDesk((desk) => askAgain(desk, actorOf(acting), id))], json === true);
    return 0;
  }),
  close: command(subcommands.close, async ({ id }, { seen, json, ...acting }) => {
    const actor = actorOf(acting);
    const detail = acting.reason ?? '';
    tell([await withDesk((desk) => closeTraceback(desk, actor, { id, seen, detail }))], json === true);
    return 0;
  }),
});
