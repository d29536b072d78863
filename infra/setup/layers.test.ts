import { expect, it } from 'vitest';
import { layerRules, layersOf } from './layers.ts';

const page = `# Folders
Within \`detect/src\`, folders are layers. Each one imports only from those before it: \`sql\`,
\`builds\`, \`worker\`. \`evaluate\` stands beside them.

Within \`cases/src\`, folders are layers. Each one imports only from those before it: \`model\`, \`log\`.
`;

it('reads the layers of each folder', () => {
  expect(layersOf(page)).toEqual([
    { within: 'detect/src', names: ['sql', 'builds', 'worker'] },
    { within: 'cases/src', names: ['model', 'log'] },
  ]);
});

it('refuses a page without them', () => {
  expect(() => layersOf('# Folders')).toThrow('no sentence');
});

it('forbids each layer those behind it', () => {
  expect(layerRules(layersOf(page)).map(({ from, to }) => [from.path, to.path])).toEqual([
    ['^detect/src/sql/', '^detect/src/(builds|worker)/'],
    ['^detect/src/builds/', '^detect/src/(worker)/'],
    ['^cases/src/model/', '^cases/src/(log)/'],
  ]);
});
