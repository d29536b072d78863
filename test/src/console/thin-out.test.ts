import { expect, it } from 'vitest';
import { type PageElement, thinOut } from './thin-out.ts';

/** An element of a page that this test builds. */
class Made implements PageElement {
  readonly tagName: string;
  readonly attributes: readonly { name: string; value: string }[];
  childNodes: (Made | { nodeType: 3; textContent: string })[];
  readonly nodeType = 1;
  readonly textContent = null;
  #parent: Made | undefined;

  constructor(tagName: string, attributes: Record<string, string>, ...within: (Made | string)[]) {
    this.tagName = tagName;
    this.attributes = Object.entries(attributes).map(([name, value]) => ({ name, value }));
    this.childNodes = within.map((one) =>
      typeof one === 'string' ? { nodeType: 3, textContent: one } : one.#within(this),
    );
  }

  get children(): Made[] {
    return this.childNodes.filter((one) => one instanceof Made);
  }

  get text(): string {
    return this.childNodes.map((one) => (one instanceof Made ? one.text : one.textContent)).join('');
  }

  remove(): void {
    const parent = this.#parent;
    if (parent !== undefined) parent.childNodes = parent.childNodes.filter((one) => one !== this);
  }

  #within(parent: Made): this {
    this.#parent = parent;
    return this;
  }
}

const row = (text: string, attributes: Record<string, string> = {}) =>
  new Made('TR', {}, new Made('TD', attributes, text));

/** The texts of the rows that are left. */
function left(...rows: Made[]): string[] {
  const table = new Made('TABLE', {}, ...rows);
  thinOut(new Made('BODY', {}, table), true);
  return table.children.map(({ text }) => text);
}

it('leaves two of the rows that differ in their words and places alone', () => {
  expect(left(row('a', { x: '1' }), row('b', { x: '2' }), row('c', { x: '3' }), row('d'), row('e'))).toEqual([
    'a',
    'b',
    'd',
    'e',
  ]);
});

it('leaves each row that has another class, another state, an empty text or an empty name', () => {
  const rows = ['1', '2', '3', '4'].map((text) => row(text, { 'aria-label': 'name' }));
  const others = [
    row('class', { class: 'late' }),
    row('state', { 'aria-expanded': 'true' }),
    row('state', { 'aria-expanded': 'false' }),
    row('', { 'aria-label': 'name' }),
    row('no name', { 'aria-label': '' }),
  ];
  expect(left(...rows, ...others)).toEqual(['1', '2', 'class', 'state', 'state', '', 'no name']);
});

it('compares rows by what is left within them', () => {
  const points = (count: number) =>
    new Made('G', {}, ...Array.from({ length: count }, (_, i) => new Made('RECT', { x: String(i) })));
  const figure = new Made('SVG', {}, points(3), points(9), points(5), points(1));
  thinOut(figure, true);
  expect(figure.children.map(({ children }) => children.length)).toEqual([2, 2, 1]);
});

it('gives pages one form that differ in words, places and the number of rows alone, and takes nothing away unless told to', () => {
  const page = (...rows: Made[]) => new Made('BODY', {}, new Made('TABLE', {}, ...rows));
  const [one, other] = [page(row('a'), row('b'), row('c')), page(row('d'), row('e'), row('f'), row('g'))];
  expect(thinOut(one, false)).toEqual({ form: thinOut(other, false).form, more: 1 });
  expect(thinOut(other, false).more).toBe(2);
  expect(one.text).toBe('abc');
  expect(thinOut(page(row('a'), new Made('TR', { class: 'late' })), false).form).not.toBe(
    thinOut(one, false).form,
  );
});
