import type { Attributes } from './svg.ts';

/** Colors by their use, in light and in dark surroundings. Texts have a contrast of 4.5 and more to `paper` and `reached`. */
export const inks = {
  paper: { light: '#ffffff', dark: '#0d1117' },
  /** Behind sums that are high enough. */
  reached: { light: '#f1f3f5', dark: '#1c232d' },
  grid: { light: '#d5d9de', dark: '#39414b' },
  text: { light: '#14181f', dark: '#e9edf2' },
  quiet: { light: '#4a5260', dark: '#a9b3bf' },
  for: { light: '#b1480a', dark: '#f59e4c' },
  forPale: { light: '#fbe0c6', dark: '#5a3413' },
  against: { light: '#1b4fc4', dark: '#82b1ff' },
} as const;
export type Ink = keyof typeof inks;

export const pictureClass = 'ringtrace-waterfall';

/** The light colors are attributes, which every program that shows SVG understands; the dark ones are a style sheet. */
export function inked({ fill, stroke }: { readonly fill?: Ink; readonly stroke?: Ink }): Attributes {
  const classes = [fill && `fill-${fill}`, stroke && `stroke-${stroke}`].filter((name) => name !== undefined);
  return {
    class: classes.join(' '),
    fill: fill === undefined ? 'none' : inks[fill].light,
    ...(stroke === undefined ? {} : { stroke: inks[stroke].light }),
  };
}

/** Rules for this picture alone, for it may stand inside a page. Paper is light: `screen` leaves printing out. */
export const styleSheet = [
  '@media screen and (prefers-color-scheme: dark) {',
  ...Object.entries(inks).flatMap(([name, { dark }]) => [
    `.${pictureClass} .fill-${name} { fill: ${dark} }`,
    `.${pictureClass} .stroke-${name} { stroke: ${dark} }`,
  ]),
  '}',
].join('\n');
