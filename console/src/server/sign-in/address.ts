import { addressList } from '@ringtrace/platform/address-list';
import type { Config } from '@ringtrace/platform/config';

type Settings = Pick<Config, 'RINGTRACE_CONSOLE_URL' | 'RINGTRACE_CONSOLE_PROXIES'>;

/**
 * The address that somebody signs in from. Behind proxies that are known, that is the last address of X-Forwarded-For that is none
 * of theirs: a proxy itself wrote it, and whatever stands before it may be made up.
 * @param peer address of the connection
 */
export function addressOf({ headers }: Request, peer: string, settings: Settings): string {
  const isProxy = addressList(settings.RINGTRACE_CONSOLE_PROXIES);
  if (settings.RINGTRACE_CONSOLE_URL === undefined || !isProxy(peer)) return peer;
  const passedOn = (headers.get('x-forwarded-for') ?? '').split(',').map((one) => one.trim());
  return passedOn.findLast((one) => one !== '' && !isProxy(one)) ?? peer;
}
