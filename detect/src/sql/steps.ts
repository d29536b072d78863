/**
 * A SELECT of what `from` gives and, step by step, of columns made of it. The engine puts an expression in the place of each
 * name for it that the same SELECT uses: names built on names in one SELECT took it a second to plan, whatever was stored.
 */
export const inSteps = (from: string, steps: readonly string[]): string =>
  steps.reduce((inner, columns) => `SELECT *,${columns}\nFROM (\n${inner}\n)`, from);
