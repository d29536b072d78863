import { tableDdl } from '@ringtrace/schemas/table';
import { tables } from '@ringtrace/schemas/tables/all';

/** One step forward. Its text never changes once released; a later change is a migration of its own. */
export interface Migration {
  readonly id: number;
  readonly name: string;
  readonly statements: readonly string[];
}

export const migrations: readonly Migration[] = [
  { id: 1, name: 'initial tables', statements: tables.map(tableDdl) },
];
