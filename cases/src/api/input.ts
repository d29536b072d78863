export type Part = 'path' | 'query' | 'header' | 'body';

/** One thing that is wrong with a request. */
export interface WrongField {
  /** '' = the part as a whole. */
  readonly field: string;
  readonly message: string;
}

/** A request does not have the shape that its route takes. */
export class InputError extends Error {
  override name = 'InputError';
  readonly part: Part;
  readonly fields: readonly WrongField[];

  constructor(part: Part, fields: readonly WrongField[]) {
    super(
      fields.map(({ field, message }) => `${field === '' ? `the ${part}` : field}: ${message}`).join('; '),
    );
    this.part = part;
    this.fields = fields;
  }
}
