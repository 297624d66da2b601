import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app } from './electron-double.ts';

/** Writes a version into a folder of updates, as electron-builder would: the file and `latest-linux.yml`. */
export function writeFeed(folder: string, version: string, content: Buffer, sha512?: string): void {
  const digest = sha512 ?? createHash('sha512').update(content).digest('base64');
  const name = `zerkalo-${version}.AppImage`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), content);
  writeFileSync(
    path.join(folder, 'latest-linux.yml'),
    `version: ${version}\nfiles:\n  - url: ${name}\n    sha512: ${digest}\n    size: ${content.length}\npath: ${name}\nsha512: ${digest}\nreleaseDate: '2026-11-22T06:00:00.000Z'\n`,
  );
}

/**
 * Makes electron-updater believe that it runs from an installed AppImage
 *
 * @param folder gets the image (returned), the cache of downloads and the packed settings
 */
export function pretendInstalled(folder: string): string {
  const image = path.join(folder, 'Zerkalo.AppImage');
  const resources = path.join(folder, 'resources');
  mkdirSync(resources, { recursive: true });
  writeFileSync(image, 'the old version');
  writeFileSync(
    path.join(resources, 'app-update.yml'),
    'provider: generic\nurl: http://127.0.0.1/\nupdaterCacheDirName: zerkalo-updater\n',
  );
  process.env['APPIMAGE'] = image;
  process.env['XDG_CACHE_HOME'] = path.join(folder, 'cache');
  (process as { resourcesPath?: string }).resourcesPath = resources;
  app.isPackaged = true;
  app.version = '0.1.0';
  return image;
}
