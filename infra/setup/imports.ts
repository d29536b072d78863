import { parseSync, Visitor } from 'rolldown/utils';

/** What a file imports, and in which line. */
export type Import = { readonly specifier: string; readonly line: number };

/**
 * Every import of a file: static, dynamic, re-export, `import type` and `import('...')` types. A dynamic import of
 * something computed has no name to check and is left out.
 */
export function importsOf(path: string, source: string): Import[] {
  const { program, errors } = parseSync(path, source);
  const [error] = errors;
  if (error) throw new Error(`${path}: ${error.message}`);
  const found: Import[] = [];
  const add = (node: { type: string } | null | undefined): void => {
    if (!node || !('value' in node) || typeof node.value !== 'string') return;
    const start = 'start' in node && typeof node.start === 'number' ? node.start : 0;
    found.push({ specifier: node.value, line: source.slice(0, start).split('\n').length });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ImportExpression: (node) => add(node.source),
    TSImportType: (node) => add(node.source),
    TSExternalModuleReference: (node) => add(node.expression),
  }).visit(program);
  return found.sort((a, b) => a.line - b.line);
}
