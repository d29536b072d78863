import type { Actor, CaseLog } from '../log/log.ts';
import type { Reader, Standing } from '../log/transaction.ts';
import type { Happened } from '../model/events.ts';
import { newId, ref } from '../model/ids.ts';
import { RefusedError } from '../model/refused.ts';
import { NoSuchError } from '../work/find.ts';

/** What a demand says when it arrives. */
export type ReceivedDemand = (Happened<'demand'> & { type: 'demand_received' })['data'];

/** Notes a demand. Throws RefusedError where its times can't be right, and NoSuchError for a case that is not there. */
export function receiveDemand(log: CaseLog, actor: Actor, demand: ReceivedDemand): Standing<'demand'> {
  const { scope, due_at, received_at } = demand;
  if (scope.from > scope.to) throw new RefusedError('the scope of the demand ends before it begins');
  if (due_at < received_at) throw new RefusedError('the demand is due before it was received');
  return log.transact(actor, (writer) => {
    const missing = scope.case_ids.find((id) => writer.load(ref('case', id)) === undefined);
    if (missing !== undefined) throw new NoSuchError(`there is no case '${missing}'`);
    return writer.append(ref('demand', newId('demand')), { type: 'demand_received', data: demand });
  });
}

/** Closes a demand. Throws NoSuchError, and RefusedError where it is closed already. */
export function closeDemand(log: CaseLog, actor: Actor, id: string): Standing<'demand'> {
  return log.transact(actor, (writer) => {
    const { state } = existing(writer, id);
    if (state.closed) throw new RefusedError(`the demand ${id} is closed already`);
    return writer.append(ref('demand', id), { type: 'demand_closed', data: {} });
  });
}

/** Demands, those that are due first at the top. */
export function listDemands(log: CaseLog): Standing<'demand'>[] {
  return log
    .read((reader) => reader.ids('demand').flatMap((id) => reader.load(ref('demand', id)) ?? []))
    .sort((a, b) => a.state.due_at - b.state.due_at);
}

/** Throws NoSuchError. */
export const findDemand = (log: CaseLog, id: string): Standing<'demand'> =>
  log.read((reader) => existing(reader, id));

function existing(reader: Reader, id: string): Standing<'demand'> {
  const found = reader.load(ref('demand', id));
  if (found === undefined)
    throw new NoSuchError(`there is no demand '${id}': 'ringtrace demand list' shows them`);
  return found;
}
