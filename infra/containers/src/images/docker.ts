import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A run of docker that failed, with the end of what it said. */
class DockerError extends Error {
  override name = 'DockerError';
}

/**
 * Runs docker against the daemon of DOCKER_HOST, with the classic builder: images must need no more. Resolves with its output,
 * trimmed. Throws DockerError.
 */
export async function docker(...args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run('docker', [...args], {
      env: { ...process.env, DOCKER_BUILDKIT: '0' },
      maxBuffer: 2 ** 27,
    });
    return stdout.trim();
  } catch (error) {
    const { stdout = '', stderr = '' } = error instanceof Error && 'stderr' in error ? textsOf(error) : {};
    throw new DockerError(
      `docker ${args.slice(0, 2).join(' ')}: ${`${stdout}\n${stderr}`.trim().slice(-3_000)}`,
      {
        cause: error,
      },
    );
  }
}

const textsOf = (error: object) => ({
  stdout: 'stdout' in error ? String(error.stdout) : '',
  stderr: 'stderr' in error ? String(error.stderr) : '',
});
