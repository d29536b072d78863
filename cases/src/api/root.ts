/** Root of the API's routes. A change that breaks clients gets another one. */
export const root = '/api/v1';
