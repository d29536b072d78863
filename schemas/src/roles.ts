/** Roles of people who use the console. What each may do: console/src/server/people/rights.ts. */
export const roles = ['analyst', 'tracer', 'lead', 'auditor', 'carrier'] as const;
export type Role = (typeof roles)[number];
