import { visible } from '@ringtrace/platform/visible';
import { answer, answerFile, answerFormat, mostAnswers } from '@ringtrace/schemas/casework/answer';
import { z } from 'zod';
import { type FileAnswer, givenFrom } from './given.ts';
import { AnswerFileError, type FieldNames, problemsOf, throwProblems } from './problems.ts';

/** The frame of the file; each answer in it is checked by itself. */
const frame = answerFile.extend({ answers: z.array(z.unknown()).min(1).max(mostAnswers) });

const names: FieldNames = {
  of: (path) => path.map(String).join('.') || 'the answer',
  unknown: (path, key) => [[...path.map(String), key].join('.')],
  all: answer.options
    .flatMap(({ shape }) => Object.entries(shape))
    .flatMap(([name, field]) => [name, ...partsOf(field).map((part) => `${name}.${part}`)]),
};

function partsOf(field: unknown): string[] {
  const inner = field instanceof z.ZodOptional ? field.unwrap() : field;
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

/** Answers of a file in the format `ringtrace.answer/1`. Throws AnswerFileError. @param file its name in messages */
export function answersFromJson(json: string, file: string): FileAnswer[] {
  const { answers } = inFrame(parsed(json, file), file);
  const problems: string[] = [];
  const given = answers.flatMap((one, at) => {
    const place = `answers[${at}]`;
    const result = answer.safeParse(one);
    if (result.success) return [{ ...givenFrom(result.data, place), bytes: alone(one) }];
    problems.push(...problemsOf(result.error, one, place, names));
    return [];
  });
  throwProblems(file, problems);
  return given;
}

const alone = (one: unknown) =>
  Buffer.from(`${JSON.stringify({ format: answerFormat, answers: [one] }, null, 2)}\n`);

function parsed(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AnswerFileError(`${visible(file)}: this is not JSON: ${visible(reason)}`);
  }
}

function inFrame(whole: unknown, file: string): z.infer<typeof frame> {
  const result = frame.safeParse(whole);
  if (result.success) return result.data;
  throw new AnswerFileError(
    `${visible(file)}: it must be {"format": "${answerFormat}", "answers": [...]}, with 1 to ${mostAnswers} answers and no other fields`,
  );
}
