import fs from 'node:fs';
import path from 'node:path';

/** Version of this program. The file lies two folders up both from here and from the bundled program. */
export const VERSION: string = (
  JSON.parse(fs.readFileSync(path.join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as { version: string }
).version;
