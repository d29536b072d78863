import type { Config } from '@ringtrace/platform/config';

/**
 * The address that somebody signs in from. Behind a proxy on this machine, that is the last address of X-Forwarded-For: the proxy
 * itself wrote it, and whatever stands before it may be made up.
 * @param peer address of the connection
 */
export function addressOf(
  { headers }: Request,
  peer: string,
  { RINGTRACE_CONSOLE_URL: known }: Pick<Config, 'RINGTRACE_CONSOLE_URL'>,
): string {
  if (known === undefined || !/^(?:::ffff:)?127\.|^::1$/.test(peer)) return peer;
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || peer;
}
