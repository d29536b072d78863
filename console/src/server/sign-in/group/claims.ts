import { type Role, roles } from '@ringtrace/schemas/roles';
import { isName } from '../../people/person.ts';

/** What the identity provider says of somebody. */
export type Claims = Readonly<Record<string, unknown>>;

/** A claim with this value gives this role. */
export interface RoleRule {
  readonly claim: string;
  readonly value: string;
  readonly role: Role;
}

/**
 * The rules of RINGTRACE_OIDC_ROLES, such as 'groups:traceback-leads=lead,groups:analysts=analyst'. A comma in a value is written
 * %2C, and a colon in a claim %3A, as in a URL.
 */
export function rulesIn(setting: string): RoleRule[] {
  return setting.split(',').map((rule) => {
    const colon = rule.indexOf(':');
    const equals = rule.lastIndexOf('=');
    const role = roles.find((one) => one === rule.slice(equals + 1).trim());
    if (role === undefined) throw new Error(`RINGTRACE_OIDC_ROLES: '${rule}' names no role`);
    const decoded = (text: string) => decodeURIComponent(text.trim());
    return { claim: decoded(rule.slice(0, colon)), value: decoded(rule.slice(colon + 1, equals)), role };
  });
}

/** The role of somebody: that of the first rule that fits; undefined = none does. */
export const roleOf = (claims: Claims, rules: readonly RoleRule[]): Role | undefined =>
  rules.find(({ claim, value }) => textsIn(claims, claim).includes(value))?.role;

/** The carrier of somebody; '' where the claim says none. @param claim '' = no claim says it */
export const carrierOf = (claims: Claims, claim: string): string =>
  (claim === '' ? [] : textsIn(claims, claim))[0] ?? '';

/** The name under which somebody stands in the log: the first claim that can be one; '' where none can. */
export const nameOf = (claims: Claims): string =>
  ['preferred_username', 'email', 'sub'].flatMap((claim) => textsIn(claims, claim)).find(isName) ?? '';

/** The texts of a claim, which may be a list, and may lie within another one, such as 'realm_access.roles'. */
function textsIn(claims: Claims, claim: string): string[] {
  const found = claims[claim] ?? within(claims, claim.split('.'));
  return (Array.isArray(found) ? found : [found]).filter((one) => typeof one === 'string');
}

function within(claims: unknown, [first, ...rest]: readonly string[]): unknown {
  if (first === undefined) return claims;
  if (typeof claims !== 'object' || claims === null || !Object.hasOwn(claims, first)) return undefined;
  return within(Reflect.get(claims, first), rest);
}
