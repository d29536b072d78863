import type { Route } from '../route/define.ts';
import { meRoute } from './me.ts';
import { peopleRoutes } from './people.ts';

/** Every route of the console. */
export const routes: readonly Route[] = [meRoute, ...peopleRoutes];
