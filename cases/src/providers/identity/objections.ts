import type { Actor } from '../../log/actor.ts';
import type { CaseLog } from '../../log/log.ts';
import { ref } from '../../model/ids.ts';
import { RefusedError } from '../../model/refused.ts';
import { readIdentities } from './identities.ts';

/** Keeps a provider's objection to its scorecard as of a moment. Returns the id of the objection. */
export function fileObjection(
  log: CaseLog,
  actor: Actor,
  provider: string,
  said: { readonly by: string; readonly text: string; readonly card_as_of: number },
): string {
  return log.transact(actor, (w) => {
    const known = readIdentities(w);
    const id = known.resolve(provider);
    const objection_id = `o-${(known.find(id)?.provider.objections.length ?? 0) + 1}`;
    w.append(ref('provider', id), { type: 'objection_filed', data: { objection_id, ...said } });
    return objection_id;
  });
}

/** Keeps the group's answer to an objection. Throws RefusedError where there is no such objection, or it has an answer. */
export function answerObjection(
  log: CaseLog,
  actor: Actor,
  provider: string,
  answer: { readonly objection_id: string; readonly text: string; readonly upheld: boolean },
): void {
  log.transact(actor, (w) => {
    const known = readIdentities(w);
    const id = known.resolve(provider);
    const objections = known.find(id)?.provider.objections ?? [];
    const found = objections.find(({ objection_id }) => objection_id === answer.objection_id);
    if (found === undefined)
      throw new RefusedError(
        `${id} has no objection ${answer.objection_id}: ${objections.length === 0 ? 'it has filed none' : `it has ${objections.map((one) => one.objection_id).join(', ')}`}`,
      );
    if (found.answered_at !== 0)
      throw new RefusedError(
        `objection ${answer.objection_id} of ${id} was answered on ${new Date(found.answered_at).toISOString()}: a further objection has a place of its own`,
      );
    w.append(ref('provider', id), { type: 'objection_answered', data: answer });
  });
}
