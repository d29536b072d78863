import type { RowOf } from '@ringtrace/schemas/table';
import type {
  actionsStore,
  demandsStore,
  packagesStore,
  providerDescriptionsStore,
} from '@ringtrace/schemas/tables/casework';
import type { Action } from '../../model/action.ts';
import type { Demand } from '../../model/demand.ts';
import type { CaseEvent } from '../../model/events.ts';
import type { Package } from '../../model/package.ts';
import type { Provider } from '../../model/provider.ts';
import { after } from './after.ts';

export const actionRow = (
  { kind: _, ...state }: Action,
  event: CaseEvent<'action'>,
): RowOf<typeof actionsStore> => ({ action_id: event.ref.id, ...state, ...after(event) });

export const providerRow = (
  { kind: _, contacts, objections, ...state }: Provider,
  event: CaseEvent<'provider'>,
): RowOf<typeof providerDescriptionsStore> => ({
  provider: event.ref.id,
  ...state,
  contacts: JSON.stringify(contacts),
  objections: JSON.stringify(objections),
  ...after(event),
});

export const demandRow = (
  { kind: _, from, scope, productions, ...state }: Demand,
  event: CaseEvent<'demand'>,
): RowOf<typeof demandsStore> => ({
  demand_id: event.ref.id,
  sender: from,
  ...state,
  scope: JSON.stringify(scope),
  productions: productions.length,
  ...after(event),
});

export const packageRow = (
  { kind: _, to, ...state }: Package,
  event: CaseEvent<'package'>,
): RowOf<typeof packagesStore> => ({
  package_id: event.ref.id,
  recipient: to,
  ...state,
  ...after(event),
});
