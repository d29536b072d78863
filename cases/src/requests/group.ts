/** Who sends requests: the traceback group. */
export interface Group {
  readonly name: string;
  /** '' where none is set: nobody can reply by mail. */
  readonly email: string;
}

/** @param setting RINGTRACE_SENDER, such as 'Example Traceback Group <traceback@group.example>' */
export function groupOf(setting: string | undefined): Group {
  const [, name = '', bracketed] = /^(.*)<([^<>]*)>$/.exec(setting ?? '') ?? [];
  const email = bracketed ?? setting ?? '';
  return { name: name.trim().replace(/^"(.*)"$/, '$1') || email || 'Traceback group', email };
}
