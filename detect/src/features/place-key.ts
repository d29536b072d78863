/** Columns of a place. */
export const placeNames = ['place', 'place_provider', 'place_customer', 'place_trunk'] as const;

/** Stands for a call's place in the sums of a round: its texts would cost too much there. */
export const placeKey = `cityHash64(${placeNames.join(', ')})`;
/** The same for calls of a busy number that one provider proves. */
export const keyOfProvider = (provider: string) => `cityHash64(${provider})`;
/** The same for calls of a busy number that nobody proves. */
export const keyOfNobody = '0';
