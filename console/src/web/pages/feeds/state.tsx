import { Badge } from '../../parts/badge.tsx';
import type { states } from './search.ts';

type State = (typeof states)[number];
const kinds = { silent: 'bad', rejecting: 'bad', late: 'warn', new: 'info', ok: 'ok' } as const;

/** The state of a source in a word. The rule that says so stands beside it. */
export const FeedState = ({ state, rule }: { readonly state: State; readonly rule: string }) => (
  <Badge kind={kinds[state]} title={rule}>
    {state}
  </Badge>
);
