import { stored } from './stored.ts';

/** system = as the person's system has it. */
export const theme = stored('ringtrace.theme', ['system', 'light', 'dark']);

/** Writes the theme onto the page, for the style sheets. */
export function showTheme(chosen: (typeof theme.values)[number] = theme.get()): void {
  const { dataset } = document.documentElement;
  if (chosen === 'system') delete dataset['theme'];
  else dataset['theme'] = chosen;
}
