import type { Standing } from '@ringtrace/cases/log/transaction';
import { listedActions, noLimit } from '@ringtrace/cases/store/lists';
import { campaignAfter, recordAction, withdrawAction } from '@ringtrace/cases/work/actions';
import { actorOf, withCases } from '../cases.ts';
import { withDesk } from '../casework/desk.ts';
import { checkThing, ofProvider } from '../casework/named.ts';
import { campaignInWords, jsonOf, timeOf } from '../casework/tell.ts';
import { command, group } from '../command.ts';
import { print, printJson, table } from '../output.ts';
import { asOfFrom, timeFrom } from '../time.ts';
import { usage } from '../usage/action.ts';

const { subcommands } = usage;

const list = command(subcommands.list, async (_, { provider, limit, json, ...options }) => {
  const wanted = {
    case_id: options.case ?? '',
    limit: limit ?? noLimit,
    as_of: asOfFrom(options['as-of']),
  };
  const found = await withCases(async (cases) => {
    checkThing(cases, 'case', options.case);
    return ofProvider(cases, provider, (id) => cases.store.query(listedActions, { ...wanted, provider: id }));
  });
  if (json) printJson(found);
  else if (found.length === 0) print('No actions.');
  else
    print(
      table(
        found.map((one) => ({
          action: one.action_id,
          provider: one.provider,
          what: one.action,
          caller: one.caller,
          at: one.taken_at?.slice(0, 16) ?? '-',
          traceback: one.traceback_id,
        })),
      ),
    );
  return 0;
});

function tell(standing: Standing<'action'>, json: boolean): void {
  const { ref, version, state } = standing;
  if (json) printJson(jsonOf(standing));
  else
    print(
      table([
        {
          action: ref.id,
          version: String(version),
          provider: state.provider,
          what: state.withdrawn ? `${state.action} (withdrawn)` : state.action,
          caller: state.caller,
          at: timeOf(state.taken_at),
        },
      ]),
    );
}

const after = command(subcommands.after, async ({ id }, { json }) => {
  const found = await withDesk((desk) => campaignAfter(desk, id));
  if (json) printJson(found ?? null);
  else
    print(
      found === undefined
        ? 'No campaign stands behind the case: nothing is measured.'
        : campaignInWords(found),
    );
  return 0;
});

export const action = group('action', usage, {
  list,
  after,
  record: command(subcommands.record, async (given, { caller, detail = '', json, ...options }) => {
    const recorded = await withDesk((desk) =>
      recordAction(desk, actorOf(options), {
        traceback_id: given.traceback,
        provider: given.provider,
        action: given.action,
        caller,
        taken_at: timeFrom('taken-at', options['taken-at']),
        detail,
      }),
    );
    tell(recorded, json === true);
    return 0;
  }),
  withdraw: command(subcommands.withdraw, async ({ id }, { seen, json, ...acting }) => {
    tell(await withDesk((desk) => withdrawAction(desk, actorOf(acting), { id, seen })), json === true);
    return 0;
  }),
});
