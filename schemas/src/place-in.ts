/** A text's place among those a column can have. Throws RangeError where it is none of them. */
export function placeIn(texts: readonly string[], text: string): number {
  const place = texts.indexOf(text);
  if (place < 0) throw new RangeError(`'${text}' is none of '${texts.join("', '")}'`);
  return place;
}
