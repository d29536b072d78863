/** What a request brings along. `peer`: the address that it came from. */
export type Bound = { Bindings: { readonly peer: string } };
