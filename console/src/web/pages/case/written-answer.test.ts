import { answer } from '@ringtrace/schemas/casework/answer';
import { describe, expect, it } from 'vitest';
import { fieldsOfKind, isoOf, type Kind, kinds, writtenAnswer } from './written-answer.ts';

/** What a person types into each field of a kind. */
const typed = (kind: Kind): Record<string, string> =>
  Object.fromEntries(
    fieldsOfKind(kind).map(({ name, kind: field, options }) => [
      name,
      field === 'datetime-local'
        ? `2026-03-0${name === 'from' ? 2 : 3}T14:30:00`
        : field === 'number'
          ? '30'
          : (options?.at(-1)?.value ?? (name === 'country' ? 'GB' : `some ${name}`)),
    ]),
  );

describe('an answer that is typed in', () => {
  it.each(kinds.map(([kind]) => kind))('%s has the format of answers, with every field filled in', (kind) => {
    const written = answer.safeParse(writtenAnswer('req-1', kind, typed(kind)));
    expect(written.error).toBeUndefined();
    expect(written.data).toMatchObject({ request: 'req-1', kind, by: 'some by', note: 'some note' });
  });

  it.each(kinds.map(([kind]) => kind))('%s has the format with the required fields alone', (kind) => {
    const all = typed(kind);
    const required = fieldsOfKind(kind).filter((field) => field.required === true);
    const values = Object.fromEntries(required.map(({ name }) => [name, all[name] ?? '']));
    expect(answer.safeParse(writtenAnswer('req-1', kind, values)).error).toBeUndefined();
  });

  it('keeps claimed consent and its evidence apart', () => {
    const consentOf = (values: Record<string, string>) =>
      writtenAnswer('req-1', 'own_customer', { name: 'Robo Ltd', ...values });
    expect(consentOf({})).not.toHaveProperty('consent');
    expect(consentOf({ claimed: 'true' })).toHaveProperty('consent', { claimed: true });
    expect(consentOf({ claimed: 'false' })).toHaveProperty('consent', { claimed: false });
    expect(consentOf({ evidence: 'a recording' })).toHaveProperty('consent', {
      claimed: true,
      evidence: 'a recording',
    });
  });

  it('has its times in UTC, and what is no time as it was typed', () => {
    expect(isoOf('2026-03-02T14:30')).toBe('2026-03-02T14:30:00.000Z');
    expect(isoOf('soon')).toBe('soon');
  });
});
