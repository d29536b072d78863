/** Folders of one folder, in the order in which data flows through them. */
export interface Layers {
  /** The folder that holds them, from the root, with slashes. */
  readonly within: string;
  /** Each one may import only those before it. */
  readonly names: readonly string[];
  /** Files that lie beside the layers. No other file does. */
  readonly files: readonly string[];
}

const names = String.raw`((?:\`[\w.-]+\`[,\s]*)+)\.`;
/** Lines are wrapped anywhere. */
const sentences = new RegExp(
  `Within \`([^\`]+)\`, folders are layers. Each one imports only from those before it: ${names} Beside them are only these files: ${names}`.replaceAll(
    ' ',
    String.raw`\s+`,
  ),
  'g',
);

const quoted = (list: string) => [...list.matchAll(/`([\w.-]+)`/g)].map(([, name = '']) => name);

/** Reads the sentences of ARCHITECTURE.md that name layers. Throws where there is none, or one can't be read. */
export function layersOf(markdown: string): Layers[] {
  const found = [...markdown.matchAll(sentences)].map(([, within = '', names = '', files = '']) => ({
    within,
    names: quoted(names),
    files: quoted(files),
  }));
  const begun = [...markdown.matchAll(/folders\s+are\s+layers\./g)].length;
  if (begun === 0 || found.length < begun)
    throw new Error(
      `ARCHITECTURE.md: of ${begun} sentences 'Within \`folder\`, folders are layers. ...', ${found.length} name the layers and the files beside them`,
    );
  return found;
}

/** Files that a rule is about; none said = all files. */
interface Files {
  readonly path?: string;
  readonly pathNot?: string;
}
interface Rule {
  readonly name: string;
  readonly severity: 'error';
  readonly comment: string;
  readonly from: Files;
  readonly to: Files;
}

/** Layers as dependency-cruiser's rules: a layer imports none that comes later, and no other file or folder lies beside them. */
export const layerRules = (layers: readonly Layers[]): Rule[] =>
  layers.flatMap((of) => [...orderRules(of), ...besideRules(of)]);

const orderRules = ({ within, names }: Layers): Rule[] =>
  names.slice(0, -1).map((name, i) => ({
    name: `${within}/${name}-is-a-layer`,
    severity: 'error' as const,
    comment: `${within}/${name} comes before what it imports: the sentence about layers in ARCHITECTURE.md.`,
    from: { path: `^${within}/${name}/`, pathNot: String.raw`\.(test|fixture)\.ts$` },
    to: { path: `^${within}/(${names.slice(i + 1).join('|')})/` },
  }));

/** A file beside the layers imports something or is imported: one of the two rules meets it. */
function besideRules({ within, names, files }: Layers): Rule[] {
  const listed = files.map((file) => file.replaceAll('.', String.raw`\.`));
  const beside = {
    path: `^${within}/`,
    pathNot: `^${within}/(?:(?:${names.join('|')})/|(?:${listed.join('|')})$)`,
  };
  const rule = {
    severity: 'error' as const,
    comment: `This file of ${within} lies in none of its layers: the sentence about layers in ARCHITECTURE.md.`,
  };
  return [
    { ...rule, name: `${within}-imported-beside-layers`, from: {}, to: beside },
    { ...rule, name: `${within}-importing-beside-layers`, from: beside, to: {} },
  ];
}
