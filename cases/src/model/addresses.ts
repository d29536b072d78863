import { visible } from '@ringtrace/platform/visible';
import { z } from 'zod';

const mailAddress = z.email();

/** What keeps mail from being sent to an address; undefined = nothing. */
export const mailFault = (address: string): string | undefined =>
  mailAddress.safeParse(address).success
    ? undefined
    : `'${visible(address)}' is no mail address: correct the provider's contact`;

/** What keeps messages from being posted to a webhook; undefined = nothing. */
export function webhookFault(address: string): string | undefined {
  const url = URL.parse(address);
  const told = `the webhook '${visible(address)}'`;
  if (url === null) return `${told} is no URL: correct the provider's description`;
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return `${told} must begin with https:// or http://: correct the provider's description`;
  if (url.username !== '' || url.password !== '')
    return 'the webhook must not hold a user or password: requests are signed instead';
  return undefined;
}
