/** A folder of the table in ARCHITECTURE.md. */
export interface Folder {
  /** From the root, with slashes. */
  readonly path: string;
  /** Paths of the folders that it may import. */
  readonly mayImport: readonly string[];
}

const header = '| folder | holds | may import |';

const fault = (message: string) => new Error(`ARCHITECTURE.md, the table of folders: ${message}`);

/**
 * Reads the table of folders. The last column is `nothing of ours`, `all`, or a list with commas, in which
 * `all of the above` stands for the rows before. Throws where the table can't be read, or lacks a workspace.
 */
export function foldersOf(markdown: string, workspaces: readonly string[]): Folder[] {
  const lines = markdown.split('\n');
  const at = lines.indexOf(header);
  if (at < 0) throw fault(`there is none with the header '${header}'`);
  const rest = lines.slice(at + 2);
  const end = rest.findIndex((line) => !line.startsWith('|'));
  const rows = (end < 0 ? rest : rest.slice(0, end)).map(cellsOf);
  const paths = rows.map(({ path }) => path);
  const missing = workspaces.filter((workspace) => !paths.includes(workspace));
  if (missing.length > 0) throw fault(`it needs a row for ${missing.join(', ')}, as package.json has them`);
  return rows.map(({ path, words }, i) => ({ path, mayImport: namedBy(words, paths, i) }));
}

function cellsOf(line: string): { path: string; words: string[] } {
  const [, folder = '', , imports = ''] = line.split('|').map((cell) => cell.trim());
  return { path: folder.replaceAll('`', '').replace(/\/$/, ''), words: imports.split(', ') };
}

/** The folders that the words of row `i` stand for. */
function namedBy(words: readonly string[], paths: readonly string[], i: number): string[] {
  const named = words.flatMap((word) => {
    if (word === 'nothing of ours') return [];
    if (word === 'all') return paths;
    if (word === 'all of the above') return paths.slice(0, i);
    if (paths.includes(word)) return [word];
    throw fault(`${paths[i]} may import '${word}', which is no folder of the table`);
  });
  return [...new Set(named)].filter((path) => path !== paths[i]);
}
