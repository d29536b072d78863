import { definerOf, type RouteOver } from '@ringtrace/cases/api/route';
import type { ConsoleRight } from '../people/rights.ts';
import type { Work } from './work.ts';

export { bare, changing, nothing } from '@ringtrace/cases/api/route';

/** A route of the console. */
export type Route = RouteOver<Work, ConsoleRight>;

/** Defines a route of the console. Its path begins with '/console/', behind the root of the API. */
export const defineRoute = definerOf<Work, ConsoleRight>();
