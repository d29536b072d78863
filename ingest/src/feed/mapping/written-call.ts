import type { WrittenCall } from './call-times.ts';
import {
  bare,
  compileCondition,
  compileExpression,
  compileSource,
  type Lookup,
  sourcesOf,
} from './expression.ts';
import type { Expression, Mapping } from './mapping.ts';
import { Refusal } from './refusal.ts';
import { timeReader, type WrittenTime } from './time-format.ts';

/** Reads a call's times as its record writes them. Throws Refusal where `lookup` does. */
export function compileCall<R>(mapping: Mapping, lookup: Lookup<R>): (record: R) => WrittenCall {
  const { fields = {}, tables = {}, time } = mapping;
  const start = compileTime(mapping, fields['start_time'], lookup);
  const answer = compileTime(mapping, fields['answer_time'], lookup);
  const end = compileTime(mapping, fields['end_time'], lookup);
  const seconds = (expression: Expression | undefined): ((record: R) => number | undefined) => {
    if (expression === undefined) return () => undefined;
    const value = compileExpression(expression, lookup, tables);
    return (record) => milliseconds(value(record));
  };
  const duration = seconds(time?.duration);
  const talk = seconds(time?.talk);
  const isAnswered = mapping.answered && compileCondition(mapping.answered, lookup);

  function answerOf(record: R): WrittenTime | null | undefined {
    if (isAnswered === undefined) return answer(record) ?? null;
    return isAnswered(record) ? answer(record) : null;
  }

  return (record) => ({
    start: start(record),
    answer: answerOf(record),
    end: end(record),
    durationMs: duration(record),
    talkMs: talk(record),
  });
}

function milliseconds(seconds: string): number | undefined {
  const number = seconds.trim() === '' ? Number.NaN : Number(seconds);
  return number >= 0 && number < 1e9 ? Math.round(number * 1000) : undefined;
}

/** Empty and zero are no time; anything else that is none refuses the record. */
function compileTime<R>(
  { tables = {}, time }: Mapping,
  expression: Expression | undefined,
  lookup: Lookup<R>,
): (record: R) => WrittenTime | undefined {
  const readers = sourcesOf(expression ?? []).map((source) => {
    const form = source.time ?? time?.form ?? 'iso';
    const read = timeReader(form);
    const value = compileSource(source, lookup, tables);
    const name = bare(source.from ?? 'time');
    return (record: R) => {
      const text = value(record);
      if (text === '' || /^[\s0.:/-]*$/.test(text)) return undefined;
      const written = read(text);
      if (written === undefined)
        throw new Refusal(`${name}: must be a time of the form '${form}' (a mapping file can say another)`);
      return written;
    };
  });
  return (record) => {
    for (const read of readers) {
      const written = read(record);
      if (written !== undefined) return written;
    }
    return undefined;
  };
}
