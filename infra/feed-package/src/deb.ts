import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';
import { version } from '@ringtrace/platform/version';
import { ourNode } from '@ringtrace/setup/our-node';
import { programName } from './bundle.ts';

const sources = join(import.meta.dirname, '..', 'debian');
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/**
 * Builds the Debian package into `folder` and returns its path. The package brings Node 24 of its own, as Debian has none that
 * is new enough. `as` is the version that it bears. Throws where dpkg-deb is missing, or where Debian's name for the machine's
 * kind is not known.
 */
export function buildDeb(folder: string, program: string, as = version): string {
  const architecture = architectures[process.arch];
  if (architecture === undefined) throw new Error(`no Debian package is built on ${process.arch}`);
  const root = mkdtempSync(join(tmpdir(), `${programName}-deb-`));
  try {
    layOut(root, program, controlOf(architecture, as, sizeKbOf([ourNode, program])));
    const file = join(folder, `${programName}_${as}_${architecture}.deb`);
    execFileSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z6', '--build', root, file], {
      stdio: 'pipe',
    });
    return file;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const sizeKbOf = (files: readonly string[]) =>
  Math.ceil(files.reduce((sum, file) => sum + statSync(file).size, 0) / 1024);

/** Puts the package's files below `root`, as they are to lie below `/`. */
function layOut(root: string, program: string, control: string): void {
  const put = (from: string, to: string, mode: number) => {
    mkdirSync(join(root, to, '..'), { recursive: true });
    copyFileSync(from, join(root, to));
    chmodSync(join(root, to), mode);
  };
  put(program, `usr/lib/${programName}/lib/${programName}.mjs`, 0o644);
  put(ourNode, `usr/lib/${programName}/node`, 0o755);
  put(join(sources, `${programName}@.service`), `usr/lib/systemd/system/${programName}@.service`, 0o644);
  put(join(sources, 'example.env'), `usr/share/doc/${programName}/example.env`, 0o644);
  put(join(projectRoot, 'LICENSE'), `usr/share/doc/${programName}/copyright`, 0o644);
  for (const script of ['postinst', 'prerm', 'postrm']) put(join(sources, script), `DEBIAN/${script}`, 0o755);
  mkdirSync(join(root, 'etc', programName), { recursive: true, mode: 0o755 });
  mkdirSync(join(root, 'usr', 'bin'), { recursive: true });
  const starter = `#!/bin/sh\nexec /usr/lib/${programName}/node /usr/lib/${programName}/lib/${programName}.mjs "$@"\n`;
  writeFileSync(join(root, 'usr', 'bin', programName), starter, { mode: 0o755 });
  writeFileSync(join(root, 'DEBIAN', 'control'), control);
  // Whatever the umask of whoever builds it: a feed runs as a user of its own.
  execFileSync('chmod', ['-R', 'u=rwX,go=rX', root]);
}

const controlOf = (architecture: string, as: string, sizeKb: number) =>
  [
    `Package: ${programName}`,
    `Version: ${as}`,
    `Architecture: ${architecture}`,
    'Maintainer: Ringtrace <maintainers@ringtrace.example>',
    `Installed-Size: ${sizeKb}`,
    'Depends: libc6 (>= 2.28), libstdc++6, passwd',
    'Section: net',
    'Priority: optional',
    "Description: publishes a carrier's switch files to a Ringtrace traceback group",
    ' It reads call-detail records of many switches and sends them to Kafka.',
    ' It brings Node of its own, and a systemd unit for each feed.',
    '',
  ].join('\n');
