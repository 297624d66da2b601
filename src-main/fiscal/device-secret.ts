import fs from 'node:fs';
import path from 'node:path';

const FILE = 'fiscal-password';

/**
 * The password of the program beside the register.
 *
 * It is kept in a file of its own beside the base, for this user of the computer only: so it is in no backup, no log of
 * changes and no answer of the core. On another computer it is entered again.
 */
export class DeviceSecret {
  readonly #file: string;

  constructor(dataDir: string) {
    this.#file = path.join(dataDir, FILE);
  }

  read(): string {
    try {
      return fs.readFileSync(this.#file, 'utf8');
    } catch {
      return '';
    }
  }

  /** Empty forgets it. */
  write(password: string): void {
    if (password === '') fs.rmSync(this.#file, { force: true });
    else fs.writeFileSync(this.#file, password, { mode: 0o600 });
  }
}
