import { isProviderId, providerIdRule } from '@ringtrace/schemas/provider-id';
import type { Expression, Mapping } from './mapping.ts';

/** A value that the mapping itself states, and the path of its key in the mapping. */
export interface Named {
  readonly id: string;
  readonly path: readonly (string | number)[];
}

/**
 * The first value in a mapping that should be a provider id and is none, with the reason. Ids read from columns are
 * checked later, by the ingest worker.
 */
export function providerFault({ fields = {}, tables = {}, trunks = {} }: Mapping) {
  const named = [
    ...Object.entries(trunks).map(([trunk, id]) => ({ id, path: ['trunks', trunk] })),
    ...(['upstream', 'downstream'] as const).flatMap((field) =>
      namedBy(fields[field], ['fields', field], tables),
    ),
  ];
  const wrong = named.find(({ id }) => !isProviderId(id));
  return wrong && { ...wrong, message: `'${wrong.id}' is no provider id: use ${providerIdRule}` };
}

/** The values that an expression can give without reading a record: constants, defaults and tables. */
export function namedBy(
  expression: Expression | undefined,
  path: Named['path'],
  tables: NonNullable<Mapping['tables']>,
): Named[] {
  if (expression === undefined || typeof expression === 'string') return [];
  if (Array.isArray(expression)) return expression.flatMap((one, i) => namedBy(one, [...path, i], tables));
  const { constant, otherwise, table } = expression;
  const found = [
    { id: constant, path: [...path, 'constant'] },
    { id: otherwise, path: [...path, 'otherwise'] },
    ...Object.entries(tables[table ?? ''] ?? {}).map(([value, id]) => ({
      id,
      path: ['tables', table ?? '', value],
    })),
  ];
  // An empty text means that no provider is named.
  return found.flatMap(({ id, path: at }) => (id ? [{ id, path: at }] : []));
}
