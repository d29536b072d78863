import type { AnswerCheck, AnswerContent } from '../model/answer.ts';

/** An answer of this traceback, as it stands now. */
export interface GivenAnswer {
  readonly answer_id: string;
  readonly provider: string;
  readonly content: AnswerContent;
  /** Place in the log at which it was given or last amended: of two answers of a provider, the later one counts. */
  readonly order: number;
  /** As it was saved; undefined = the answer is not saved yet. It counts where records are gone. */
  readonly check?: AnswerCheck;
}

/** Answers in which the provider says that it carried the call. */
export const admits: readonly AnswerContent['kind'][] = [
  'upstream',
  'own_customer',
  'foreign_upstream',
  'own_gateway',
];
