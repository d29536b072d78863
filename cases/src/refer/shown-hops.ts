import type { Hop } from '../model/hop.ts';
import { isProven } from '../path/summary.ts';
import type { Redactor } from './numbers.ts';
import { coversProvider } from './scope.ts';
import { hiddenProvider, limitsProviders, type View } from './view.ts';

/** One provider in a path, as a view shows it. Left out: what the view hides. */
export interface ShownHop {
  readonly position?: number;
  readonly provider: string;
  readonly role?: Hop['role'];
  readonly basis?: Hop['basis'];
  readonly reported?: boolean;
  readonly country?: string;
  readonly detail?: string;
}

export function shownHops(hops: readonly Hop[], view: View, redact: Redactor | undefined): ShownHop[] {
  const { disclosure, own, scope } = view;
  switch (disclosure.hops) {
    case 'none':
      return [];
    case 'own':
      return hops.flatMap((hop, i): ShownHop[] => {
        if (!own.includes(hop.provider)) return [];
        const { provider, role, basis, reported } = hop;
        const below = hops[i - 1];
        return [
          ...(below === undefined ? [] : [{ provider: below.provider, detail: 'got the call from you' }]),
          { provider, role, basis, reported },
        ];
      });
    case 'proven':
      return hops.map(({ position, provider: name, role, basis }) => ({
        position,
        provider: isProven({ basis }) ? name : hiddenProvider,
        role,
        basis,
      }));
    case 'all':
      return hops.map(({ answer_id: _, detail, ...hop }) =>
        limitsProviders(view)
          ? {
              ...hop,
              ...(coversProvider(scope, hop.provider) ? {} : { provider: hiddenProvider, country: '' }),
            }
          : { ...hop, detail: redact?.(detail) ?? detail },
      );
  }
}
