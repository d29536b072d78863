/** Folders of one folder, in the order in which data flows through them. */
export interface Layers {
  /** The folder that holds them, from the root, with slashes. */
  readonly within: string;
  /** Each one may import only those before it. */
  readonly names: readonly string[];
}

const sentence =
  /Within `([^`]+)`, folders are layers\. Each one imports only from those before it: ((?:`[\w-]+`[,\s]*)+)\./g;

/** Reads the sentences of ARCHITECTURE.md that name layers. Throws where there is none. */
export function layersOf(markdown: string): Layers[] {
  const found = [...markdown.matchAll(sentence)].map(([, within = '', names = '']) => ({
    within,
    names: [...names.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name),
  }));
  if (found.length === 0)
    throw new Error(
      "ARCHITECTURE.md: no sentence 'Within `folder`, folders are layers. ...' names the layers",
    );
  return found;
}

/** Layers as dependency-cruiser's rules: a layer imports none that comes later. */
export const layerRules = (layers: readonly Layers[]) =>
  layers.flatMap(({ within, names }) =>
    names.slice(0, -1).map((name, i) => ({
      name: `${within}/${name}-is-a-layer`,
      severity: 'error' as const,
      comment: `${within}/${name} comes before what it imports: the sentence about layers in ARCHITECTURE.md.`,
      from: { path: `^${within}/${name}/`, pathNot: String.raw`\.(test|fixture)\.ts$` },
      to: { path: `^${within}/(${names.slice(i + 1).join('|')})/` },
    })),
  );
