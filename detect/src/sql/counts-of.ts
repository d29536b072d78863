/** SQL: the values of an array, ascending, and how many there are of each. Sorting costs less than a map of counts for each segment. */
export const countsOf = (values: string) =>
  `(arrayCompact(arraySort(${values})), arrayPopFront(arrayDifference(arrayPushBack(
    arrayFilter((at, step) -> at = 1 OR step != 0, arrayEnumerate(${values}), arrayDifference(arraySort(${values}))),
    length(${values}) + 1))))`;
