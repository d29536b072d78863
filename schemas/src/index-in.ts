/** The index of a text in the list of an enumeration. Throws RangeError where the list lacks the text. */
export function indexIn(texts: readonly string[], text: string): number {
  const index = texts.indexOf(text);
  if (index < 0) throw new RangeError(`'${text}' is none of '${texts.join("', '")}'`);
  return index;
}
