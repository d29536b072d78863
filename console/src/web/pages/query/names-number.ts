const days = /(?:19|20)\d\d-\d\d-\d\d/g;
/** Ten digits or more, as people write numbers. */
const number = /\d(?:[\s().+-]{0,2}\d){9}/;

/** Whether SQL may name a telephone number. Such SQL stands in no address: the browser would keep it, and views would share it. */
export const namesNumber = (sql: string) => number.test(sql.replaceAll(days, ' day '));
