import { expect, it } from 'vitest';
import { layerRules, layersOf } from './layers.ts';

const page = `# Folders
Within \`detect/src\`, folders are layers. Each one imports only from those before it: \`sql\`,
\`builds\`, \`worker\`. Beside them are only these files: \`main.ts\`,
\`thresholds.ts\`. More words.

Within \`cases/src\`, folders are layers. Each one imports only from those before it: \`model\`, \`log\`. Beside them are only these
files: \`main.ts\`.
`;

it('reads the layers of each folder, and the files beside them', () => {
  expect(layersOf(page)).toEqual([
    { within: 'detect/src', names: ['sql', 'builds', 'worker'], files: ['main.ts', 'thresholds.ts'] },
    { within: 'cases/src', names: ['model', 'log'], files: ['main.ts'] },
  ]);
});

it('refuses a page without them, and one that it reads in part', () => {
  expect(() => layersOf('# Folders')).toThrow('of 0 sentences');
  expect(() => layersOf(page.replace('Beside them', 'Besides them'))).toThrow('of 2 sentences');
});

it('forbids each layer those behind it', () => {
  const rules = layerRules(layersOf(page)).filter(({ name }) => name.endsWith('-is-a-layer'));
  expect(rules.map(({ from, to }) => [from, to.path])).toMatchObject([
    [{ path: '^detect/src/sql/' }, '^detect/src/(builds|worker)/'],
    [{ path: '^detect/src/builds/' }, '^detect/src/(worker)/'],
    [{ path: '^cases/src/model/' }, '^cases/src/(log)/'],
  ]);
});

it('forbids files and folders beside the layers that the page does not name', () => {
  const [imported, importing] = layerRules(layersOf(page)).filter(({ name }) =>
    name.startsWith('detect/src-'),
  );
  for (const path of [imported?.to, importing?.from]) {
    const isRefused = (file: string) =>
      new RegExp(path?.path ?? '').test(file) && !new RegExp(path?.pathNot ?? '').test(file);
    expect(
      ['detect/src/words.ts', 'detect/src/xmain.ts', 'detect/src/other/words.ts'].filter(
        (f) => !isRefused(f),
      ),
    ).toEqual([]);
    expect(['detect/src/main.ts', 'detect/src/sql/words.ts', 'cases/src/words.ts'].filter(isRefused)).toEqual(
      [],
    );
  }
});
