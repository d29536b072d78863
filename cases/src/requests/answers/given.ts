import type { WrittenAnswer } from '@ringtrace/schemas/casework/answer';
import { type AnswerContent, answerContent } from '../../model/answer.ts';

/** One answer of a file, in the shape in which casework keeps it. */
export interface GivenAnswer {
  readonly request_id: string;
  /** Who answers for the provider; '' = not said. */
  readonly by: string;
  readonly content: AnswerContent;
  /** Where it stands in the file, such as 'line 3' or 'answers[2]'. */
  readonly place: string;
}

/** An answer of a file. */
export interface FileAnswer extends GivenAnswer {
  /** The answer alone, as a file of the same form that has no other one. */
  readonly bytes: Uint8Array;
}

/** Times become ms since 1970. */
export function givenFrom({ request, by = '', ...rest }: WrittenAnswer, place: string): GivenAnswer {
  const content =
    rest.kind === 'no_record'
      ? { ...rest, searched: { from: Date.parse(rest.searched.from), to: Date.parse(rest.searched.to) } }
      : rest;
  return { request_id: request, by, content: answerContent.parse(content), place };
}
