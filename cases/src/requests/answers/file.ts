import { visible } from '@ringtrace/platform/visible';
import { answersFromCsv } from './csv.ts';
import type { FileAnswer, GivenAnswer } from './given.ts';
import { answersFromJson } from './json.ts';
import { AnswerFileError, throwProblems } from './problems.ts';

/** 10,000 long answers fit. */
const mostBytes = 64 * 1024 * 1024;

/**
 * Answers of a file that a provider sent: JSON (`ringtrace.answer/1`) or CSV, told apart by its first character. All of
 * them are right, or AnswerFileError names what is wrong. Whether the requests exist is not looked at.
 * @param file its name in messages
 */
export function readAnswers(bytes: Uint8Array, file: string): FileAnswer[] {
  const text = decoded(bytes, file);
  const given = /^\s*[{[]/.test(text) ? answersFromJson(text, file) : answersFromCsv(text, file);
  throwProblems(file, repeatedIn(given));
  return given;
}

function decoded(bytes: Uint8Array, file: string): string {
  if (bytes.length > mostBytes)
    throw new AnswerFileError(
      `${visible(file)}: more than ${mostBytes / 1024 / 1024} MB: write several files`,
    );
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new AnswerFileError(
      `${visible(file)}: this is not UTF-8: save it as UTF-8, which spreadsheets call 'CSV UTF-8'`,
    );
  }
}

/** A request has one answer: of two, nobody knows which one holds. */
function repeatedIn(given: readonly GivenAnswer[]): string[] {
  const places = new Map<string, string>();
  return given.flatMap(({ request_id, place }) => {
    const before = places.get(request_id);
    places.set(request_id, before ?? place);
    return before === undefined
      ? []
      : [`${place}: request ${visible(request_id)} is answered at ${before} already: leave one answer`];
  });
}
