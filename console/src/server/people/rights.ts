import { type Right, rights as rightsOfCasework } from '@ringtrace/cases/api/rights';
import type { Role } from '@ringtrace/schemas/roles';

export { type Role, roles } from '@ringtrace/schemas/roles';

/**
 * Rights beyond those of casework. feeds, cards: see the feeds and the scorecards of providers; a carrier sees its own. query: ask
 * the store in SQL. replay: send dead letters again. people: add users and take them away.
 */
const ofTheConsole = ['feeds', 'cards', 'query', 'replay', 'people'] as const;
export const rights = [...rightsOfCasework, ...ofTheConsole] as const;
export type ConsoleRight = Right | (typeof ofTheConsole)[number];

/** What each role may do. */
const byRole: Readonly<Record<Role, ReadonlySet<ConsoleRight>>> = {
  analyst: new Set(['look', 'numbers', 'decide', 'work', 'feeds', 'cards', 'query']),
  tracer: new Set(['look', 'numbers', 'work', 'trace', 'feeds', 'cards', 'query']),
  lead: new Set(rights),
  auditor: new Set(['look', 'audit', 'feeds', 'cards']),
  carrier: new Set(['feeds', 'cards']),
};

export const rightsOf = (role: Role): ReadonlySet<ConsoleRight> => byRole[role];

/** Rights of routes that change nothing. */
export const readingRights: ReadonlySet<ConsoleRight> = new Set([
  'look',
  'numbers',
  'audit',
  'feeds',
  'cards',
  'query',
]);
