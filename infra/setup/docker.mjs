import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * A Docker daemon for tests.
 * @typedef {{ host: string, stop(): Promise<void> }} Docker `host` as in DOCKER_HOST. `stop` ends a daemon that was started here.
 */

const systemSocket = '/var/run/docker.sock';
const startMs = 60_000;

/**
 * What is told where no daemon answers, in one line.
 * @param {NodeJS.ProcessEnv} [env]
 */
export const howToGetDocker = (env = process.env) =>
  env['DOCKER_HOST']
    ? `no Docker: no daemon answers at DOCKER_HOST=${env['DOCKER_HOST']}. Without DOCKER_HOST, the machine's own daemon is taken, or root starts one for the tests alone`
    : 'no Docker here: no daemon answers at /var/run/docker.sock. Debian and Ubuntu have one: apt-get install docker.io (root starts it for the tests alone)';

/**
 * The daemon that DOCKER_HOST names, else the machine's own, else one that is started for these tests where root can do so.
 * undefined where there is none.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Docker | undefined>}
 */
export async function findDocker(env = process.env) {
  const stop = async () => {};
  const named = env['DOCKER_HOST'];
  if (named) return (await answers(named)) ? { host: named, stop } : undefined;
  if (await answers(`unix://${systemSocket}`)) return { host: `unix://${systemSocket}`, stop };
  return process.getuid?.() === 0 && onPath('dockerd', env) ? startDaemon() : undefined;
}

/** @param {string} program @param {NodeJS.ProcessEnv} env */
const onPath = (program, env) =>
  (env['PATH'] ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)));

/**
 * Whether a daemon answers there.
 * @param {string} host `unix://PATH` or `tcp://HOST:PORT`
 * @returns {Promise<boolean>}
 */
export function answers(host) {
  if (!/^(?:unix|tcp|https?):\/\//.test(host)) return Promise.resolve(false);
  const { protocol, pathname, hostname, port } = new URL(host);
  const at = protocol === 'unix:' ? { socketPath: pathname } : { host: hostname, port };
  return new Promise((resolve) => {
    const request = http.get({ ...at, path: '/_ping', timeout: 5_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

/** A daemon of our own with data of its own. It makes no networks: containers use the machine's. */
async function startDaemon() {
  const dir = mkdtempSync(join(tmpdir(), 'ringtrace-docker-'));
  const socket = join(dir, 'docker.sock');
  for (const folder of ['data', 'exec']) mkdirSync(join(dir, folder));
  const log = openSync(join(dir, 'dockerd.log'), 'a');
  const child = spawn(
    'dockerd',
    [
      ...['--host', `unix://${socket}`, '--data-root', join(dir, 'data'), '--exec-root', join(dir, 'exec')],
      ...['--pidfile', join(dir, 'dockerd.pid'), '--log-level', 'warn'],
      ...['--bridge=none', '--iptables=false', '--ip6tables=false', '--ip-forward=false'],
    ],
    // Out of the terminal's process group: Ctrl-C is for the tests, and the daemon ends after them.
    { stdio: ['ignore', log, log], detached: true },
  );
  /** @type {Promise<void>} */
  const exited = new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  let running = true;
  void exited.then(() => {
    running = false;
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
    // The daemon leaves this mount behind where a container has used the machine's network.
    spawnSync('umount', ['--lazy', join(dir, 'exec', 'netns', 'default')]);
    rmSync(dir, { recursive: true, force: true });
  };
  const host = `unix://${socket}`;
  for (const deadline = Date.now() + startMs; running && Date.now() < deadline; ) {
    if (await answers(host)) return { host, stop };
    await pause(100);
  }
  console.error(
    `dockerd could not be started: ${readFileSync(join(dir, 'dockerd.log'), 'utf8').slice(-500)}`,
  );
  await stop();
  return undefined;
}
