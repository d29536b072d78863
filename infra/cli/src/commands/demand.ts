import type { Standing } from '@ringtrace/cases/log/transaction';
import { closeDemand, findDemand, listDemands, receiveDemand } from '@ringtrace/cases/refer/demands';
import { visible } from '@ringtrace/platform/visible';
import { actorOf, withCases, withLog } from '../cases.ts';
import { command, group, UsageError } from '../command.ts';
import { print, printJson, table } from '../output.ts';
import { timeFrom, timeUntil } from '../time.ts';
import { usage } from '../usage/demand.ts';
import type { OptionValues } from '../usage.ts';

export const demand = group('demand', usage, {
  list: command(usage.subcommands.list, async (_, { json }) => {
    const all = await withLog(async (log) => listDemands(log));
    if (json) printJson(all.map(({ ref, state }) => ({ demand_id: ref.id, ...state })));
    else print(all.length === 0 ? 'No demands.' : table(all.map(inTable)));
    return 0;
  }),
  show: command(usage.subcommands.show, async ({ id }, { json }) => {
    const { state } = await withLog(async (log) => findDemand(log, id));
    if (json) printJson({ demand_id: id, ...state });
    else print(inWords(id, state).join('\n'));
    return 0;
  }),
  add: command(usage.subcommands.add, async (_, options) => {
    const received = receivedDemand(options);
    const added = await withCases(async ({ log }) => receiveDemand(log, actorOf(options), received));
    if (options.json) printJson({ demand_id: added.ref.id, ...added.state });
    else print(inWords(added.ref.id, added.state).join('\n'));
    return 0;
  }),
  close: command(usage.subcommands.close, async ({ id }, options) => {
    const closed = await withCases(async ({ log }) => closeDemand(log, actorOf(options), id));
    if (options.json) printJson({ demand_id: id, ...closed.state });
    else print(`${id} is closed; what was produced for it stays in the log.`);
    return 0;
  }),
});

type Options = OptionValues<typeof usage.subcommands.add.options>;
type State = Standing<'demand'>['state'];

function receivedDemand(options: Options) {
  const { from, type, reference, received, due } = options;
  const cut_off = timeUntil('cut-off', options['cut-off']);
  const until = options['calls-until'];
  return {
    from,
    type,
    reference,
    received_at: received === undefined ? Date.now() : timeFrom('received', received),
    due_at: timeUntil('due', due),
    cut_off,
    scope: {
      case_ids: listIn(options.cases),
      providers: listIn(options.providers),
      calling_numbers: numbersIn('calling', options.calling),
      called_numbers: numbersIn('called', options.called),
      from: options['calls-since'] === undefined ? 0 : timeFrom('calls-since', options['calls-since']),
      to: until === undefined ? cut_off : timeUntil('calls-until', until),
    },
  };
}

const listIn = (typed = '') =>
  typed
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** E.164 digits; a plus sign and ways of writing between the digits are left out, ten digits are North American. */
const numbersIn = (option: string, typed: string | undefined) =>
  listIn(typed).map((one) => {
    const digits = one.replaceAll(/[\s().+-]/g, '');
    if (!/^\d{3,15}$/.test(digits)) throw new UsageError(`--${option}: '${one}' is no telephone number`);
    return Number(digits.length === 10 && !one.startsWith('+') ? `1${digits}` : digits);
  });

const time = (ms: number) => new Date(ms).toISOString();

const inTable = ({ ref, state }: Standing<'demand'>) => ({
  demand: ref.id,
  type: state.type.replaceAll('_', ' '),
  from: state.from,
  reference: state.reference,
  due: time(state.due_at),
  produced: state.productions.length,
  status: state.closed ? 'closed' : 'open',
});

function inWords(id: string, { from, type, reference, scope, productions, ...state }: State): string[] {
  const limits = [
    scope.case_ids.length > 0 && `cases ${scope.case_ids.join(', ')}`,
    scope.providers.length > 0 && `providers ${scope.providers.join(', ')}`,
    scope.calling_numbers.length > 0 && `calls from ${scope.calling_numbers.length} numbers`,
    scope.called_numbers.length > 0 && `calls to ${scope.called_numbers.length} numbers`,
    scope.from > 0 && `calls from ${time(scope.from)} on`,
    scope.to < state.cut_off && `calls up to ${time(scope.to)}`,
  ].filter((limit) => limit !== false);
  return [
    `${id}: ${type.replaceAll('_', ' ')} of ${visible(from)}${reference === '' ? '' : `, ${visible(reference)}`} (${state.closed ? 'closed' : 'open'})`,
    `Received ${time(state.received_at)}, due ${time(state.due_at)}, cut-off ${time(state.cut_off)}.`,
    `Scope: ${limits.length === 0 ? 'everything up to the cut-off' : visible(limits.join('; '))}.`,
    ...productions.flatMap(({ package_id, at, withheld }) => [
      `Produced ${time(at)}: package ${package_id}; withheld: ${withheld.length === 0 ? 'nothing' : ''}`,
      ...withheld.map((line) => `  ${visible(line)}`),
    ]),
  ];
}
