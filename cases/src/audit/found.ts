import type { LogCheck } from '../log/verify.ts';

/** What a check of a log found, and whether the hash that somebody noted earlier is still in it. */
export interface AuditCheck extends LogCheck {
  /** Entry that the noted hash is of; 0 = none was given. */
  readonly headAt: number;
  /** Entries at the beginning that an earlier check read, and when (ms since 1970); left out = every entry was read. */
  readonly earlier?: { readonly entries: number; readonly at: number } | undefined;
}

/** The check, with a fault where a noted hash was not found. */
export function withHead(check: LogCheck, head: string, headAt: number): AuditCheck {
  if (head === '' || headAt > 0) return { ...check, headAt };
  const fault = `no entry has the hash ${head} that was noted earlier: the log was cut behind an earlier entry, or is another one`;
  return { ...check, headAt, faults: [...check.faults, fault] };
}
