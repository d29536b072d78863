const roles: Readonly<Record<string, string>> = {
  terminating: 'Terminating: it reaches the called party',
  transit: 'Transit: between two other providers',
  gateway: 'Gateway: the call came in from abroad',
  originating: 'Originating: its own customer made the call',
  foreign: 'Foreign: abroad',
  unknown: 'Role not known: named, or handing calls to a member',
};

/** What a role means. */
export const roleText = (role: string): string => roles[role] ?? role;

/** Shares below this one are told in a million: as percentages they would all be 0. */
export const rareShare = 0.01;
