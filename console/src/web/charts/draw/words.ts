import { widthOfText } from '@ringtrace/detect/candidates/waterfall/svg';
import { visibleLines } from '@ringtrace/platform/visible';

/**
 * A name in a chart. The server has made foreign text visible; this is a second safeguard, so that no character can hide
 * or reorder what stands beside it.
 */
export const safe = (text: string) => visibleLines(text).replaceAll('\n', '\\n');

/** Text of at most `px` pixels; its end is left out where it is longer. */
export function fitted(text: string, px: number, fontSize = 12): string {
  const shown = safe(text);
  if (widthOfText(shown) * fontSize <= px) return shown;
  let width = widthOfText('…') * fontSize;
  let kept = '';
  for (const character of shown) {
    width += widthOfText(character) * fontSize;
    if (width > px) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Pixels that a text takes at most. */
export const widthInPixels = (text: string, fontSize = 12) => widthOfText(safe(text)) * fontSize;

/** A name in at most two lines of `px` pixels, broken between words. The end of the second is left out where it is longer. */
export function linesOf(text: string, px: number): readonly string[] {
  if (widthInPixels(text) <= px) return [safe(text)];
  const words = safe(text).split(' ');
  const fits = (count: number) => widthInPixels(words.slice(0, count).join(' ')) <= px;
  const first = words.findLastIndex((_, i) => i > 0 && fits(i));
  if (first < 1) return [fitted(text, px)];
  return [words.slice(0, first).join(' '), fitted(words.slice(first).join(' '), px)];
}
