/** Groups items that an edge connects, directly or through others. */
export class UnionFind {
  readonly #parent: number[];

  constructor(size: number) {
    this.#parent = Array.from({ length: size }, (_, i) => i);
  }

  /** The least item of the group. No recursion: unions in descending order make a chain as long as there are items. */
  find(item: number): number {
    let root = item;
    while (this.#above(root) !== root) root = this.#above(root);
    let at = item;
    while (at !== root) {
      const next = this.#above(at);
      this.#parent[at] = root;
      at = next;
    }
    return root;
  }

  #above(item: number): number {
    return this.#parent[item] ?? item;
  }

  /** The smaller root survives, so that the outcome does not depend on the order of edges. */
  union(a: number, b: number): void {
    const [low, high] = [this.find(a), this.find(b)].sort((x, y) => x - y);
    if (low !== undefined && high !== undefined) this.#parent[high] = low;
  }

  /** Members of each group, both in ascending order. */
  groups(): number[][] {
    const groups = new Map<number, number[]>();
    for (const item of this.#parent.keys()) {
      const root = this.find(item);
      const group = groups.get(root);
      if (group === undefined) groups.set(root, [item]);
      else group.push(item);
    }
    return [...groups.values()];
  }
}
