/** Groups items that an edge connects, directly or through others. */
export class UnionFind {
  readonly #parent: number[];

  constructor(size: number) {
    this.#parent = Array.from({ length: size }, (_, i) => i);
  }

  find(item: number): number {
    const parent = this.#parent[item] ?? item;
    if (parent === item) return item;
    const root = this.find(parent);
    this.#parent[item] = root;
    return root;
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
