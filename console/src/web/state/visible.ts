import { visibleLines } from '@ringtrace/platform/visible';

/**
 * Foreign text as a page shows it: characters that hide or reorder text are written as escapes. Text that the server has made
 * visible stays as it is.
 */
export const shownText = (text: string): string => visibleLines(text).replaceAll('\n', '\\n');
