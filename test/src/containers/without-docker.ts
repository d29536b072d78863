/**
 * Ends the titles of tests that need Docker: why they are skipped, or ''. `npm run test:containers` names the daemon, or starts one
 * (infra/setup/docker.mjs).
 */
export const withoutDocker = process.env['DOCKER_HOST'] ? '' : ' (skipped: no Docker here)';
