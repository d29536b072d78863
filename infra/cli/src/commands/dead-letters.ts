import type { Actor } from '@ringtrace/cases/log/actor';
import type { CaseLog } from '@ringtrace/cases/log/log';
import { noteBegun, noteClosed, noteReopened, noteReplay } from '@ringtrace/cases/work/feeds';
import {
  closableDeadLetters,
  closeDeadLetters,
  closedDeadLetters,
  reopenDeadLetters,
} from '@ringtrace/ingest/worker/close-dead-letters';
import { replayDeadLetters } from '@ringtrace/ingest/worker/dead-letters';
import { checkCarrier } from '@ringtrace/ingest/worker/known-carrier';
import { defineQuery, type Store } from '@ringtrace/platform/clickhouse';
import { z } from 'zod';
import { actorOf, withCases } from '../cases.ts';
import { command, group, UsageError } from '../command.ts';
import { withStore } from '../connect.ts';
import { count, print, printJson, table } from '../output.ts';
import { usage } from '../usage/dead-letters.ts';

const summary = defineQuery()({
  name: 'dead letters by reason',
  row: z.object({
    carrier: z.string(),
    reason: z.string(),
    field: z.string(),
    status: z.string(),
    dead_letters: z.number(),
    latest: z.string(),
    example: z.string(),
  }),
  sql: `
    SELECT
      toString(carrier) AS carrier,
      toString(reason) AS reason,
      toString(field) AS field,
      toString(status) AS status,
      count() AS dead_letters,
      toString(max(received_at)) AS latest,
      argMin(concat(topic, '/', toString(partition), ' offset ', toString(offset), if(record_index < 0, '', concat(' record ', toString(record_index))), ': ', replaceRegexpAll(detail, '([0-9]{6})[0-9]+', '\\\\1...')), (topic, partition, offset, record_index)) AS example
    FROM dead_letters FINAL
    GROUP BY carrier, reason, field, status
    ORDER BY dead_letters DESC, carrier, reason, field, status`,
});

/** A way to change the status of all dead letters that have another one. */
interface StatusChange {
  /** As a key of --json. */
  readonly key: string;
  readonly done: string;
  readonly none: string;
  readonly reason: string;
  /** How many letters of each carrier can be changed so. */
  readonly count: (
    store: Store,
    carrier: string | undefined,
  ) => Promise<{ carrier: string; letters: number }[]>;
  readonly step: 'close' | 'reopen';
  /** Changes those of a carrier, and returns how many. */
  readonly change: (store: Store, carrier: string) => Promise<number>;
  readonly note: (log: CaseLog, actor: Actor, carrier: string, changed: number) => void;
}

const closing: StatusChange = {
  key: 'closed',
  done: 'closed',
  none: 'is past retention and open',
  reason: "--reason says why they are closed, as in --reason 'told their NOC on 3 March'",
  count: closableDeadLetters,
  step: 'close',
  change: closeDeadLetters,
  note: (log, actor, carrier, closed) => noteClosed(log, actor, { carrier, closed }),
};

const reopening: StatusChange = {
  key: 'reopened',
  done: 'opened again',
  none: 'is closed',
  reason: "--reason says why they are opened again, as in --reason 'the horizon was mistyped'",
  count: closedDeadLetters,
  step: 'reopen',
  change: reopenDeadLetters,
  note: (log, actor, carrier, reopened) => noteReopened(log, actor, { carrier, reopened }),
};

interface Options {
  readonly carrier: string | undefined;
  readonly 'dry-run': boolean | undefined;
  readonly as: string | undefined;
  readonly reason: string | undefined;
  readonly json: boolean | undefined;
}

export const deadLetters = group(
  'dead-letters',
  usage,
  {
    close: command(usage.subcommands.close, (_, options) => changeStatus(closing, options)),
    reopen: command(usage.subcommands.reopen, (_, options) => changeStatus(reopening, options)),
    replay: command(usage.subcommands.replay, async (_, { carrier, json, ...by }) =>
      replay(carrier, actorOf(by), json === true),
    ),
  },
  command(usage.alone, async (_, { json }) => list(json === true)),
);

async function list(json: boolean): Promise<number> {
  const rows = await withStore('readOnly', ({ store }) => store.query(summary, {}));
  if (json) printJson(rows);
  else print(rows.length === 0 ? 'No dead letters.' : table(rows));
  return 0;
}

async function replay(carrier: string | undefined, actor: Actor, json: boolean): Promise<number> {
  const result = await withCases(async ({ log, ...connections }) => {
    if (carrier !== undefined) await checkCarrier(connections.store, carrier);
    // First the log: where it can't be written, nothing is sent.
    noteBegun(log, actor, 'replay', carrier);
    const sent = await replayDeadLetters({ ...connections, carrier });
    noteReplay(log, actor, { carrier, ...sent });
    return sent;
  });
  if (json) printJson(result);
  else
    print(
      `${carrier === undefined ? '' : `${carrier}: `}${count(result.replayed)} sent again; ${count(result.stillDead)} would be refused again and stay open`,
    );
  return 0;
}

async function changeStatus(
  kind: StatusChange,
  { carrier, 'dry-run': dry, json, ...by }: Options,
): Promise<number> {
  const actor = actorOf(by);
  if (dry !== true && actor.reason.trim() === '') throw new UsageError(kind.reason);
  const found = dry === true ? await changeable(kind, carrier) : await changeAll(kind, carrier, actor);
  const total = found.reduce((sum, { letters }) => sum + letters, 0);
  if (json === true) printJson(inJson(kind, found, { total, dry: dry === true }));
  else if (found.length === 0)
    print(`No dead letter${carrier === undefined ? '' : ` of ${carrier}`} ${kind.none}.`);
  else
    print(
      `${count(total)} ${dry === true ? `would be ${kind.done}` : kind.done}: ${found.map((one) => `${one.carrier} ${count(one.letters)}`).join(', ')}`,
    );
  return 0;
}

type Found = readonly { readonly carrier: string; readonly letters: number }[];

function inJson(kind: StatusChange, found: Found, { total, dry }: { total: number; dry: boolean }) {
  const key = dry ? `would_be_${kind.key}` : kind.key;
  return { [key]: total, carriers: found.map(({ carrier, letters }) => ({ carrier, [key]: letters })) };
}

const changeable = (kind: StatusChange, only: string | undefined): Promise<Found> =>
  withStore('readOnly', async ({ store }) => {
    if (only !== undefined) await checkCarrier(store, only);
    return kind.count(store, only);
  });

const changeAll = (kind: StatusChange, only: string | undefined, actor: Actor): Promise<Found> =>
  withCases(async ({ store, log }) => {
    if (only !== undefined) await checkCarrier(store, only);
    const done: { carrier: string; letters: number }[] = [];
    for (const { carrier } of await kind.count(store, only)) {
      // First the log: where it can't be written, none is changed.
      noteBegun(log, actor, kind.step, carrier);
      const letters = await kind.change(store, carrier);
      kind.note(log, actor, carrier, letters);
      done.push({ carrier, letters });
    }
    return done;
  });
