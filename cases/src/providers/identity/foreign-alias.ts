import type { Reader } from '../../log/transaction.ts';
import { ref } from '../../model/ids.ts';
import { RefusedError } from '../../model/refused.ts';

/**
 * Throws RefusedError where an id that would become an alias stands for a provider of its own: in the reference data, or in
 * requests. The records and the card of that provider would become those of the one that takes the alias. An alias that the
 * provider has already passes.
 * @param reference ids of providers in the reference data
 */
export function refuseForeignAliases(
  log: Reader,
  id: string,
  aliases: readonly string[],
  reference: readonly { readonly provider_id: string; readonly name: string }[],
): void {
  const had = log.load(ref('provider', id))?.state.aliases ?? [];
  const names = new Map(reference.map(({ provider_id, name }) => [provider_id, name]));
  for (const alias of aliases.filter((one) => one !== id && !had.includes(one))) {
    const name = names.get(alias);
    const why =
      name !== undefined
        ? `is a provider of its own in the reference data${name === '' ? '' : ` (${name})`}`
        : log.linked('request', 'provider', alias).length > 0
          ? 'was sent requests as a provider of its own'
          : undefined;
    if (why !== undefined)
      throw new RefusedError(
        `${alias} ${why}: as an alias, its records and figures would count as those of ${id}. Nothing was changed. Where both ids are one provider, insist with --force (in the API: "force": true)`,
      );
  }
}
