import { CalendarError } from '../../calendar/calendar-error.ts';
import { calendarFor } from '../../calendar/calendar-for.ts';
import type { Actor } from '../../log/actor.ts';
import type { CaseLog } from '../../log/log.ts';
import { mailFault, webhookFault } from '../../model/addresses.ts';
import { ref } from '../../model/ids.ts';
import type { ProviderDescription } from '../../model/provider.ts';
import { RefusedError } from '../../model/refused.ts';
import type { CasesSettings } from '../../model/settings.ts';
import { settingsOf } from '../../work/find.ts';
import { type Identities, readIdentities } from './identities.ts';

const nothing: ProviderDescription = {
  name: '',
  aliases: [],
  former_names: [],
  principals: [],
  contacts: [],
  webhook: '',
  zone: '',
  calendar: '',
  country: '',
  continues: [],
};

/**
 * Describes a provider, or changes what is given of its description. Returns the description as it stands then. Throws RefusedError
 * where it would contradict what is known: an alias belongs to one provider alone; or where no request could go out by it.
 * @param seen version of the provider that the person saw; ConflictError where it has changed since
 */
export function describeProvider(
  log: CaseLog,
  actor: Actor,
  id: string,
  changes: Partial<ProviderDescription>,
  seen?: number,
): ProviderDescription {
  return log.transact(actor, (w) => {
    if (seen !== undefined) w.expect(ref('provider', id), seen);
    const known = readIdentities(w);
    const described = descriptionOf(known, id);
    const data = { ...described, ...changes };
    const wrong = wrongIn(known, id, data) ?? badOffice(settingsOf(w), data, w.at);
    if (wrong !== undefined) throw new RefusedError(wrong);
    w.append(ref('provider', id), { type: 'provider_described', data });
    return data;
  });
}

function descriptionOf(known: Identities, id: string): ProviderDescription {
  const found = known.all.find((one) => one.id === id)?.provider;
  if (found === undefined) return nothing;
  const { kind: _, objections: __, ...description } = found;
  return description;
}

function wrongIn(known: Identities, id: string, data: ProviderDescription): string | undefined {
  return (
    [id, ...data.aliases, ...data.continues].map(badId).find((fault) => fault !== undefined) ??
    ownAlias(known, id) ??
    data.aliases.map((alias) => takenAlias(known, id, alias)).find((fault) => fault !== undefined) ??
    circle(known, id, data.continues) ??
    badCountry(data.country) ??
    faultOf(data.webhook, webhookFault) ??
    data.contacts.map(({ email }) => faultOf(email, mailFault)).find((fault) => fault !== undefined)
  );
}

/** What keeps a request from being written: its due time is computed by the same rule. */
function badOffice(settings: CasesSettings, office: ProviderDescription, at: number): string | undefined {
  try {
    calendarFor(settings, office, at);
    return undefined;
  } catch (error) {
    if (error instanceof CalendarError) return error.message;
    throw error;
  }
}

const faultOf = (address: string, rule: (address: string) => string | undefined) =>
  address === '' ? undefined : rule(address);

const badId = (id: string) =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(id)
    ? undefined
    : `'${id}' is no id of a provider: it has letters, digits, '.', '_' and '-', at most 64`;

function ownAlias(known: Identities, id: string): string | undefined {
  const owner = known.resolve(id);
  return owner === id
    ? undefined
    : `${id} is an alias of ${owner}: describe ${owner}, or take the alias from it first`;
}

function takenAlias(known: Identities, id: string, alias: string): string | undefined {
  if (alias === id) return `${id} needs no alias of its own id`;
  const owner = known.resolve(alias);
  if (owner !== alias && owner !== id)
    return `${alias} is an alias of ${owner} already: an alias belongs to one provider. Take it from ${owner} first`;
  return known.all.some((one) => one.id === alias)
    ? `${alias} is described as a provider of its own, so it can't be an alias. Where ${id} is its successor, say that ${id} continues it`
    : undefined;
}

function circle(known: Identities, id: string, continues: readonly string[]): string | undefined {
  const seen = new Set<string>();
  const open = [...continues];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const provider = known.resolve(next);
    if (provider === id) return `${id} can't continue itself, directly or over others`;
    if (seen.has(provider)) continue;
    seen.add(provider);
    open.push(...(known.find(provider)?.provider.continues ?? []));
  }
  return undefined;
}

const badCountry = (country: string) =>
  /^([A-Z]{2})?$/.test(country)
    ? undefined
    : `'${country}' is no country: use the two letters of ISO 3166, such as GB`;
