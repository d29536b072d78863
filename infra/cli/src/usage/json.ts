/** The option of every command that has results for programs. */
export const json = { type: 'boolean', about: 'the result as JSON, and an error too' } as const;
