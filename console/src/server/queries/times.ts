/** Times of the store as ISO 8601 with their zone. */
export const isoTimes = { date_time_output_format: 'iso' } as const;

/** SQL: a time that is null where it was never set. */
export const orNever = (column: string): string => `nullIf(${column}, toDateTime64(0, 3, 'UTC'))`;
