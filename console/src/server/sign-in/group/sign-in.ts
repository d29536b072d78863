import { RefusedError } from '@ringtrace/cases/model/refused';
import type { Config } from '@ringtrace/platform/config';
import { minuteMs } from '@ringtrace/schemas/durations';
import { z } from 'zod';
import type { People } from '../../people/people.ts';
import type { Person } from '../../people/person.ts';
import { carrierOf, nameOf, roleOf, rulesIn } from './claims.ts';
import { type Provider, providerFor } from './provider.ts';
import { sealedInThisProcess } from './sealed.ts';

export type GroupSettings = Pick<
  Config,
  | 'RINGTRACE_OIDC_ISSUER'
  | 'RINGTRACE_OIDC_CLIENT_ID'
  | 'RINGTRACE_OIDC_CLIENT_SECRET'
  | 'RINGTRACE_OIDC_SCOPES'
  | 'RINGTRACE_OIDC_ROLES'
  | 'RINGTRACE_OIDC_CARRIER'
>;

/** Signing in at the group's identity provider, with OpenID Connect. */
export interface GroupSignIn {
  /** Where to send somebody, and what their browser keeps meanwhile. @param back our page that they come back to */
  begin(back: string, to: string): Promise<{ readonly at: string; readonly kept: string }>;
  /**
   * Who came back. Throws RefusedError where this person may not come in, and StaleError where nobody was sent from here.
   * @param kept what the browser has kept; undefined = nothing
   */
  finish(current: URL, kept: string | undefined): Promise<{ readonly person: Person; readonly to: string }>;
}

/** Somebody comes back who was not sent, or long ago, or by another start of the console. */
export class StaleError extends Error {
  override name = 'StaleError';
}

/** How long somebody may take at the identity provider, ms. */
export const longestMs = 15 * minuteMs;

const kept = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
  at: z.number(),
});

/** undefined = the group has none. @param now ms since 1970 */
export function groupSignIn(
  settings: GroupSettings,
  people: People,
  now: () => number,
): GroupSignIn | undefined {
  const {
    RINGTRACE_OIDC_ISSUER: issuer,
    RINGTRACE_OIDC_CLIENT_ID: id,
    RINGTRACE_OIDC_ROLES: roles,
  } = settings;
  if (issuer === undefined || id === undefined || roles === undefined) return undefined;
  const provider: Provider = providerFor({
    issuer,
    id,
    secret: settings.RINGTRACE_OIDC_CLIENT_SECRET,
    scopes: settings.RINGTRACE_OIDC_SCOPES,
  });
  const rules = rulesIn(roles);
  const sealed = sealedInThisProcess();
  return {
    async begin(back, to) {
      const { at, asked } = await provider.ask(back);
      return { at: at.href, kept: sealed.seal({ ...asked, to, at: now() }) };
    },
    async finish(current, text) {
      const asked = kept.safeParse(text === undefined ? undefined : sealed.open(text)).data;
      if (asked === undefined || now() - asked.at > longestMs)
        throw new StaleError('nobody was sent from here');
      const claims = await provider.answerIn(current, asked);
      const subject = `${issuer} ${String(claims['sub'])}`;
      const role = roleOf(claims, rules);
      const carrier = role === 'carrier' ? carrierOf(claims, settings.RINGTRACE_OIDC_CARRIER ?? '') : '';
      // Whoever may not come in any more does not stay in, either.
      if (role === undefined || (role === 'carrier' && carrier === '')) people.left(subject, issuer);
      if (role === undefined)
        throw new RefusedError('none of your groups has a role here. Ask a lead of the traceback group');
      return {
        person: people.arrived({ name: nameOf(claims), role, carrier, subject }, issuer),
        to: asked.to,
      };
    },
  };
}
