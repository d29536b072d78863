/** What is read of an element of a page. */
export interface PageElement {
  readonly tagName: string;
  readonly children: ArrayLike<PageElement>;
  readonly attributes: ArrayLike<{ readonly name: string; readonly value: string }>;
  /** Its texts and its elements. */
  readonly childNodes: ArrayLike<{ readonly nodeType: number; readonly textContent: string | null }>;
  remove(): void;
}

/** What there is on a page, without its words and places. */
export interface Form {
  readonly form: string;
  /** How many elements are alike to two siblings that come before them. */
  readonly more: number;
}

/**
 * The form of a page in which two are left of all siblings that differ in nothing but their words and places: the hundred rows of a
 * table, the points of a figure. What axe finds wrong with one of them it finds with each. `remove`: takes the others out of the page.
 * It runs in the page, so it uses nothing but its arguments.
 */
export function thinOut(root: PageElement, remove: boolean): Form {
  const kept = 2;
  /** Attributes whose values make an element look or work otherwise. Of the others it counts whether they are empty. */
  const telling =
    /^(class|style|role|type|fill|stroke|tabindex|hidden|disabled|aria-(?!label|describedby|controls|owns))/;
  const textNode = 3;

  const formOf = (element: PageElement, forms: readonly string[]): string => {
    const attributes = Array.from(element.attributes)
      .map(({ name, value }) => `${name}=${telling.test(name) ? value : value.trim() !== ''}`)
      .sort();
    const hasText = Array.from(element.childNodes).some(
      ({ nodeType, textContent }) => nodeType === textNode && (textContent ?? '').trim() !== '',
    );
    return `<${element.tagName} ${attributes.join(' ')} ${hasText}>${forms.join('')}</>`;
  };

  let more = 0;
  /** The form of an element with what is left within it. */
  const thin = (element: PageElement): string => {
    const counts = new Map<string, number>();
    const forms: string[] = [];
    for (const child of Array.from(element.children)) {
      const form = thin(child);
      const count = (counts.get(form) ?? 0) + 1;
      counts.set(form, count);
      if (count <= kept) {
        forms.push(form);
        continue;
      }
      more += 1;
      if (remove) child.remove();
    }
    return formOf(element, forms);
  };
  return { form: thin(root), more };
}
