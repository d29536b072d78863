import { describe, expect, it } from 'vitest';
import { inks, styleSheet } from './inks.ts';

/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** 1 to 21 (WCAG 2.2). */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(['light', 'dark'] as const)('%s colors', (mode) => {
  it.each(['text', 'quiet', 'for', 'against'] as const)('%s stands out from what is behind', (ink) => {
    for (const behind of ['paper', 'reached'] as const)
      expect(contrast(inks[ink][mode], inks[behind][mode])).toBeGreaterThanOrEqual(4.5);
  });

  it('pale and full bars differ in lightness too', () => {
    expect(contrast(inks.for[mode], inks.forPale[mode])).toBeGreaterThanOrEqual(3);
  });
});

it('dark colors are for screens alone, and for the picture alone', () => {
  const [media, ...rules] = styleSheet.split('\n');
  expect(media).toBe('@media screen and (prefers-color-scheme: dark) {');
  expect(rules.pop()).toBe('}');
  for (const rule of rules)
    expect(rule).toMatch(/^\.ringtrace-waterfall \.(fill|stroke)-\w+ \{ \1: #[0-9a-f]{6} \}$/);
});
