// Makes a folder that electron-builder takes for an Electron distribution, for machines where Electron's binary cannot be
// had: what is packed around it (asar, unpacked files, fuses, icons) is real, the program itself does not run.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

/** What @electron/fuses looks for in Electron's binary: marker, version 1, number of fuses, their states. */
const FUSE_WIRE = Buffer.concat([
  Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
  Buffer.from([1, 8]),
  // Each the opposite of electron-builder.yml, so that a fuse which the configuration forgets shows in the test.
  Buffer.from('10110011'),
]);

const US_ENGLISH = { lang: 1033, codepage: 1200 };
const RESOURCE_RAW_DATA = 10;

/** A Windows program with version information, which electron-builder edits, and the fuses as a raw resource. */
function windowsProgram(version) {
  const program = NtExecutable.createEmpty(false, false);
  const resources = NtExecutableResource.from(program, true);
  const info = Resource.VersionInfo.createEmpty();
  info.lang = US_ENGLISH.lang;
  info.setFileVersion(version);
  info.setProductVersion(version);
  info.setStringValues(US_ENGLISH, { ProductName: 'Electron', FileDescription: 'stub of Electron' });
  info.outputToResourceEntries(resources.entries);
  const bin = Uint8Array.from(FUSE_WIRE).buffer;
  resources.entries.push({ type: RESOURCE_RAW_DATA, id: 1, lang: US_ENGLISH.lang, codepage: US_ENGLISH.codepage, bin });
  resources.outputResource(program);
  return Buffer.from(program.generate());
}

/**
 * Writes the stub of one platform into `folder`, replacing what was there
 *
 * @param {string} folder
 * @param {'linux' | 'win32'} platform
 * @param {string} version of Electron
 */
export function writeElectronStub(folder, platform, version) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, 'locales'), { recursive: true });
  mkdirSync(path.join(folder, 'resources'));
  const write = (name, content, mode = 0o644) => writeFileSync(path.join(folder, name), content, { mode });
  write('version', version);
  write('LICENSE', 'stub');
  write('LICENSES.chromium.html', 'stub');
  for (const language of ['ru', 'en-US', 'de']) write(`locales/${language}.pak`, 'stub');
  // No default_app.asar: a false one breaks electron-builder ("Unable to read header size").
  if (platform === 'win32') {
    write('electron.exe', windowsProgram(version));
    return;
  }
  write(
    'electron',
    Buffer.concat([Buffer.from('#!/bin/sh\necho "stub of Electron" >&2; exit 1\n# '), FUSE_WIRE]),
    0o755,
  );
  write('chrome-sandbox', 'stub', 0o755);
  write('chrome_crashpad_handler', 'stub', 0o755);
}
