import type { Actor } from '../log/actor.ts';
import { ConflictError } from '../log/conflict.ts';
import type { AnswerCheck } from '../model/answer.ts';
import { RefusedError } from '../model/refused.ts';
import { readAnswers } from '../requests/answers/file.ts';
import type { GivenAnswer } from '../requests/answers/given.ts';
import { giveAnswer, previewAnswer } from '../work/answers.ts';
import type { Desk } from '../work/desk.ts';
import { find, NoSuchError } from '../work/find.ts';
import { withEach } from '../work/many.ts';

/** What became of one answer of a file. */
interface Taken {
  readonly place: string;
  readonly request_id: string;
  readonly outcome: 'saved' | 'can_be_saved' | 'refused';
  readonly why: string;
  readonly agreement: string;
  readonly findings: readonly string[];
}

interface BulkOptions {
  readonly preview: boolean;
  /** When the file reached the group, ms since 1970; undefined = now. */
  readonly received_at: number | undefined;
}

interface Bulk {
  readonly saved: number;
  readonly refused: number;
  readonly answers: readonly Taken[];
}

/**
 * Saves the answers of a file, each by itself: one that its request does not allow stops no other one. Throws AnswerFileError
 * where the file itself is wrong; then none is saved.
 */
export async function giveAll(
  desk: Desk,
  actor: Actor,
  bytes: Uint8Array,
  { preview, received_at }: BulkOptions,
): Promise<Bulk> {
  const given = readAnswers(bytes, 'the file');
  const file = preview ? undefined : { bytes, received_at };
  const answers = await withEach(desk, given, (many, answer) => taken(many, actor, answer, file));
  const count = (wanted: Taken['outcome']) => answers.filter(({ outcome }) => outcome === wanted).length;
  return { saved: count('saved'), refused: count('refused'), answers };
}

/** @param file undefined = the answer is looked at, and not saved */
async function taken(
  desk: Desk,
  actor: Actor,
  { place, request_id, content, by }: GivenAnswer,
  file: { readonly bytes: Uint8Array; readonly received_at: number | undefined } | undefined,
): Promise<Taken> {
  const as = (outcome: Taken['outcome'], check: AnswerCheck, why = '') => ({
    place,
    request_id,
    outcome,
    why,
    ...check,
  });
  try {
    if (file === undefined) {
      const { check, request } = await previewAnswer(desk, request_id, content);
      const { answer_id } = request.state;
      return answer_id === ''
        ? as('can_be_saved', check)
        : as('refused', check, `request ${request_id} is answered already, by ${answer_id}`);
    }
    desk.log.read((r) => find(r, 'request', request_id));
    const { check } = await giveAnswer(desk, actor, { request_id, content, by, way: 'api', ...file });
    return as('saved', check);
  } catch (error) {
    if (error instanceof RefusedError || error instanceof NoSuchError || error instanceof ConflictError)
      return as('refused', { agreement: 'unknown', findings: [] }, error.message);
    throw error;
  }
}
