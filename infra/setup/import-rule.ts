/**
 * Which folder may import which: the folder table of the design. A folder is a workspace; what it may not name here it
 * reaches through nothing else, because a relative path may not leave its folder.
 */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  'infra/setup': [],
  schemas: [],
  'infra/platform': ['schemas'],
  enrich: ['schemas', 'infra/platform'],
  ingest: ['schemas', 'enrich', 'infra/platform'],
  detect: ['schemas', 'infra/platform'],
  'test/simulator': ['schemas'],
  'infra/local': ['infra/setup', 'schemas', 'infra/platform', 'enrich', 'ingest', 'detect', 'test/simulator'],
  'infra/cli': [
    'infra/setup',
    'schemas',
    'infra/platform',
    'enrich',
    'ingest',
    'detect',
    'infra/local',
    'test/simulator',
  ],
  test: [
    'infra/setup',
    'schemas',
    'infra/platform',
    'enrich',
    'ingest',
    'detect',
    'infra/local',
    'infra/cli',
    'test/simulator',
  ],
};

/** The folder of the table that a path (from the root, with slashes) lies in; the deepest where they are nested. */
export function folderOf(path: string): string | undefined {
  const folders = Object.keys(mayImport).filter((folder) => path.startsWith(`${folder}/`));
  return folders.sort((a, b) => b.length - a.length)[0];
}
