import { tableDdl } from '@ringtrace/schemas/table';
import { firstTables } from '@ringtrace/schemas/tables/all';
import { workerTroubles } from '@ringtrace/schemas/tables/workers';

/** One step forward. Its text never changes once released; a later change is a migration of its own. */
export interface Migration {
  readonly id: number;
  readonly name: string;
  readonly statements: readonly string[];
}

export const migrations: readonly Migration[] = [
  { id: 1, name: 'initial tables', statements: firstTables.map(tableDdl) },
  { id: 2, name: 'troubles of workers', statements: [tableDdl(workerTroubles)] },
];
