import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeFolder } from './places.ts';

/** Users that the image of a ClickHouse server has, before our file is laid beside them. */
export const usersOfImage = `<clickhouse>
  <profiles><default/></profiles>
  <quotas><default><interval><duration>3600</duration><queries>0</queries></interval></default></quotas>
  <users><default><password/><networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota></default></users>
</clickhouse>
`;

export const usersFile = join(composeFolder, 'clickhouse', 'users.xml');

/** Lays the image's users and our file out in a folder as a container has them. Returns the path of the first, which an engine reads. */
export function layOutUsers(folder: string): string {
  mkdirSync(join(folder, 'users.d'));
  writeFileSync(join(folder, 'users.xml'), usersOfImage);
  copyFileSync(usersFile, join(folder, 'users.d', 'ringtrace.xml'));
  return join(folder, 'users.xml');
}
