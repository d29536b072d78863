import type { Actor } from '@ringtrace/cases/log/actor';
import { noteCloseBegun, noteClosed } from '@ringtrace/cases/work/feeds';
import { closableDeadLetters, closeDeadLetters } from '@ringtrace/ingest/worker/close-dead-letters';
import { replayDeadLetters } from '@ringtrace/ingest/worker/dead-letters';
import { checkCarrier } from '@ringtrace/ingest/worker/known-carrier';
import { defineQuery } from '@ringtrace/platform/clickhouse';
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

export const deadLetters = group(
  'dead-letters',
  usage,
  {
    close: command(usage.subcommands.close, async (_, { carrier, json, ...by }) => {
      const actor = actorOf(by);
      if (actor.reason.trim() === '')
        throw new UsageError("--reason says why they are closed, as in --reason 'told their NOC on 3 March'");
      return close(carrier, actor, json === true);
    }),
    replay: command(usage.subcommands.replay, async (_, { carrier, json }) => replay(carrier, json === true)),
  },
  command(usage.alone, async (_, { json }) => list(json === true)),
);

async function list(json: boolean): Promise<number> {
  const rows = await withStore('readOnly', ({ store }) => store.query(summary, {}));
  if (json) printJson(rows);
  else print(rows.length === 0 ? 'No dead letters.' : table(rows));
  return 0;
}

async function replay(carrier: string | undefined, json: boolean): Promise<number> {
  const result = await withStore('readWrite', async (connections) => {
    if (carrier !== undefined) await checkCarrier(connections.store, carrier);
    return replayDeadLetters({ ...connections, carrier });
  });
  if (json) printJson(result);
  else
    print(
      `${carrier === undefined ? '' : `${carrier}: `}${count(result.replayed)} sent again; ${count(result.stillDead)} would be refused again and stay open`,
    );
  return 0;
}

async function close(only: string | undefined, actor: Actor, json: boolean): Promise<number> {
  const closed = await withCases(async ({ store, log }) => {
    if (only !== undefined) await checkCarrier(store, only);
    const done: { carrier: string; closed: number }[] = [];
    for (const { carrier } of await closableDeadLetters(store, only)) {
      // First the log: where it can't be written, none is closed.
      noteCloseBegun(log, actor, carrier);
      const one = { carrier, closed: await closeDeadLetters(store, carrier) };
      noteClosed(log, actor, one);
      done.push(one);
    }
    return done;
  });
  const total = closed.reduce((sum, one) => sum + one.closed, 0);
  if (json) printJson({ closed: total, carriers: closed });
  else if (closed.length === 0)
    print(`No dead letter${only === undefined ? '' : ` of ${only}`} is past retention and open.`);
  else
    print(`${count(total)} closed: ${closed.map((one) => `${one.carrier} ${count(one.closed)}`).join(', ')}`);
  return 0;
}
