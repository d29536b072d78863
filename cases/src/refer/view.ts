import type { Disclosure } from './profiles.ts';
import { coversProvider, type Scope } from './scope.ts';

/** Through whose eyes a dossier is shown. */
export interface View {
  readonly disclosure: Disclosure;
  /** Every id of the provider that the package is for; none where the profile is not a provider's. */
  readonly own: readonly string[];
  readonly scope: Scope;
}

export const hiddenProvider = '(withheld)';

/** A provider's name as a view shows it; '' = nobody. */
export const shownProvider = (provider: string, { scope }: View) =>
  provider === '' || coversProvider(scope, provider) ? provider : hiddenProvider;

/** Whether a scope covers some providers alone. What others say of them, and texts that may name others, are then left out. */
export const limitsProviders = ({ scope }: View) => scope.providers.length > 0;
