/** The rules that a form says. The server checks them; only what is no number or no JSON is refused here, by name. */
export function rulesFrom(fields: Readonly<Record<string, string>>) {
  const number = (name: string) => numberFrom(name, fields[name] ?? '');
  return {
    calendars: jsonFrom('the business calendars', fields['calendars'] ?? ''),
    answer_hours: number('answer_hours'),
    reminders: {
      before_due_h: number('before_due_h'),
      after_due_h: (fields['after_due_h'] ?? '')
        .split(/[\s,;]+/)
        .flatMap((text) => (text === '' ? [] : [numberFrom('after_due_h', text)])),
    },
    non_responsive_after_h: number('non_responsive_after_h'),
    search_window_s: number('search_window_s'),
    send_approved: fields['send_approved'] === 'true',
    send_after_s: number('send_after_s'),
    report_only: fields['report_only'] === 'true',
  };
}

function numberFrom(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new Error(`${name}: '${text}' is no number`);
  return value;
}

function jsonFrom(what: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${what} can not be read as JSON: ${error instanceof Error ? error.message : ''}`);
  }
}
