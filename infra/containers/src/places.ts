import { join } from 'node:path';
import { projectRoot } from '@ringtrace/platform/config';

export const dockerfile = join(projectRoot, 'infra', 'containers', 'Dockerfile');
export const composeFolder = join(projectRoot, 'infra', 'compose');
export const chartFolder = join(projectRoot, 'infra', 'helm', 'ringtrace');
