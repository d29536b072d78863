import type { Standing } from '@ringtrace/cases/log/transaction';
import { ref } from '@ringtrace/cases/model/ids';
import { RefusedError } from '@ringtrace/cases/model/refused';
import { listedRequests, noLimit } from '@ringtrace/cases/store/lists';
import type { Desk } from '@ringtrace/cases/work/desk';
import { find, settingsOf } from '@ringtrace/cases/work/find';
import { remindOf } from '@ringtrace/cases/work/reminding';
import {
  acknowledgeRequest,
  approveRequests,
  markBounced,
  markDelivered,
  withdrawRequest,
} from '@ringtrace/cases/work/requests';
import { approvedRequests, type SentBatch, sendRequests } from '@ringtrace/cases/work/sending';
import type { Config } from '@ringtrace/platform/config';
import { actorOf, withCases } from '../cases.ts';
import { withDesk } from '../casework/desk.ts';
import { readingOf } from '../casework/hand-reading.ts';
import { checkThing, ofProvider } from '../casework/named.ts';
import { sendingNotes } from '../casework/sending-notes.ts';
import { afterApproval, jsonOf, requestInWords, sentInWords, spaced } from '../casework/tell.ts';
import { command, group, UsageError } from '../command.ts';
import { print, printJson, say, table } from '../output.ts';
import { asOfFrom } from '../time.ts';
import { usage } from '../usage/request.ts';

const { subcommands } = usage;

const list = command(subcommands.list, async (_, { status, provider, limit, json, ...options }) => {
  const wanted = {
    status: status ?? '',
    traceback_id: options.traceback ?? '',
    limit: limit ?? noLimit,
    as_of: asOfFrom(options['as-of']),
  };
  const found = await withCases(async (cases) => {
    checkThing(cases, 'traceback', options.traceback);
    return ofProvider(cases, provider, (id) =>
      cases.store.query(listedRequests, { ...wanted, provider: id }),
    );
  });
  if (json) printJson(found);
  else if (found.length === 0) print('No requests.');
  else
    print(
      table(
        found.map((one) => ({
          request: one.request_id,
          provider: one.provider,
          status: spaced(one.status),
          traceback: one.traceback_id,
          sent: one.sent_at?.slice(0, 16) ?? '-',
          due: one.due_at?.slice(0, 16) ?? '-',
          answered: one.answered_at?.slice(0, 16) ?? '-',
        })),
      ),
    );
  return 0;
});

const show = command(subcommands.show, async ({ id }, { form, json, ...reading }) => {
  if (form !== undefined && json) throw new UsageError('--form and --json exclude each other');
  const { standing, bytes, shown } = await withCases(async ({ log }) => {
    const request = log.read((r) => find(r, 'request', id));
    const kept = request.state.bytes.find((one) => one.form === form);
    const sent = kept === undefined ? undefined : log.bytes(kept.sha256);
    // The message holds the numbers of all its requests.
    const ofMessage = sent && log.read((r) => r.linked('request', 'batch_id', request.state.batch_id));
    const inFull = sent === undefined ? reading : { ...reading, numbers: true as const };
    return {
      standing: request,
      bytes: sent,
      shown: readingOf(log, inFull, `request ${id}`, ofMessage ?? request),
    };
  });
  if (form !== undefined) {
    if (bytes === undefined) throw new RefusedError(`request ${id} has not been sent in the form '${form}'`);
    process.stdout.write(bytes);
  } else if (json) printJson(shown.json(standing));
  else print(requestInWords(standing, shown.called));
  return 0;
});

const approve = command(subcommands.approve, async ({ ids }, { send, seen, json, ...acting }) => {
  if (seen !== undefined && ids.length > 1)
    throw new UsageError('--seen is of one request: approve it by itself');
  const actor = actorOf(acting);
  const wanted = ids.map((id) => ({ id, seen }));
  const { approved, sent, settings } = await withDesk(async (desk, { config }) => {
    const all = approveRequests(desk, actor, wanted);
    return {
      approved: all,
      sent: send
        ? noted(
            desk,
            config,
            await sendRequests(
              desk,
              actor,
              all.map(({ ref: { id } }) => ({ id })),
            ),
          )
        : [],
      settings: desk.log.read(settingsOf),
    };
  });
  if (send) return tellSent(sent, json === true);
  tell(approved, json === true);
  if (json !== true) print(afterApproval(settings));
  return 0;
});

function tell(all: readonly Standing<'request'>[], json: boolean): void {
  if (json) printJson(all.map(jsonOf));
  else
    print(
      table(
        all.map(({ ref, version, state }) => ({
          request: ref.id,
          provider: state.provider,
          status: spaced(state.status),
          version: String(version),
        })),
      ),
    );
}

/** Says what a person would not expect of messages that went out. */
function noted(desk: Desk, config: Config, sent: SentBatch[]): SentBatch[] {
  const described = (id: string) => desk.log.read((r) => r.load(ref('provider', id))?.state);
  for (const note of sendingNotes(config, sent, described)) say(note);
  return sent;
}

/** A message that did not go out makes the command fail, after all others went out. */
function tellSent(sent: readonly SentBatch[], json: boolean): number {
  if (json) printJson(sent.map((one) => ({ ...one, requests: one.requests.map(jsonOf) })));
  else print(sentInWords(sent));
  return sent.some(({ delivered }) => delivered === false) ? 1 : 0;
}

export const request = group('request', usage, {
  list,
  show,
  approve,
  send: command(subcommands.send, async ({ ids }, { json, ...acting }) => {
    const sent = await withDesk(async (desk, { config }) => {
      const wanted = ids.length === 0 ? approvedRequests(desk) : ids.map((id) => ({ id }));
      return noted(desk, config, await sendRequests(desk, actorOf(acting), wanted));
    });
    return tellSent(sent, json === true);
  }),
  remind: command(subcommands.remind, async ({ ids }, { json, ...acting }) =>
    tellSent(
      await withDesk((desk) =>
        remindOf(
          desk,
          actorOf(acting),
          ids.map((id) => ({ id })),
        ),
      ),
      json === true,
    ),
  ),
  mark: command(subcommands.mark, async ({ id, what }, { by, seen, json, ...acting }) => {
    if (by !== undefined && what !== 'acknowledged') throw new UsageError('--by is of an acknowledgement');
    const actor = actorOf(acting);
    const marked = await withDesk((desk) => {
      if (what === 'delivered') return markDelivered(desk, actor, { id, seen });
      if (what === 'bounced') return markBounced(desk, actor, { id, seen }, acting.reason ?? '');
      return acknowledgeRequest(desk, actor, { id, seen }, by ?? '');
    });
    tell([marked], json === true);
    return 0;
  }),
  withdraw: command(subcommands.withdraw, async ({ id }, { seen, json, ...acting }) => {
    tell([await withDesk((desk) => withdrawRequest(desk, actorOf(acting), { id, seen }))], json === true);
    return 0;
  }),
});
