import { isProviderId, providerIdRule } from '@ringtrace/schemas/provider-id';
import type { Expression, Mapping } from './mapping.ts';

/** A value that a mapping itself gives, and where in it. */
export interface Named {
  readonly id: string;
  readonly place: readonly (string | number)[];
}

/** The first provider id in a mapping that is none, and why; what comes out of columns the worker validates. */
export function providerFault({ fields = {}, tables = {}, trunks = {} }: Mapping) {
  const named = [
    ...Object.entries(trunks).map(([trunk, id]) => ({ id, place: ['trunks', trunk] })),
    ...(['upstream', 'downstream'] as const).flatMap((field) =>
      namedBy(fields[field], ['fields', field], tables),
    ),
  ];
  const wrong = named.find(({ id }) => !isProviderId(id));
  return wrong && { ...wrong, message: `'${wrong.id}' is no provider id: use ${providerIdRule}` };
}

/** The values that an expression gives without a record. */
export function namedBy(
  expression: Expression | undefined,
  place: Named['place'],
  tables: NonNullable<Mapping['tables']>,
): Named[] {
  if (expression === undefined || typeof expression === 'string') return [];
  if (Array.isArray(expression)) return expression.flatMap((one, i) => namedBy(one, [...place, i], tables));
  const { constant, otherwise, table } = expression;
  const found = [
    { id: constant, place: [...place, 'constant'] },
    { id: otherwise, place: [...place, 'otherwise'] },
    ...Object.entries(tables[table ?? ''] ?? {}).map(([value, id]) => ({
      id,
      place: ['tables', table ?? '', value],
    })),
  ];
  // An empty text is no value: nobody is named.
  return found.flatMap(({ id, place: at }) => (id ? [{ id, place: at }] : []));
}
