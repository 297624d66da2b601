import fs from 'node:fs';
import path from 'node:path';
import { destination, pino } from 'pino';
import type { Logger } from '../store/service.ts';

/** Largest log file before it is set aside; one older file is kept. */
const MAX_LOG_BYTES = 10_000_000;

/** Writes the log of this installation into its data folder; silent where the folder cannot be written, or is none. */
export function createFileLogger(logsDir: string | null): Logger {
  if (logsDir === null) return pino({ level: 'silent' });
  try {
    fs.mkdirSync(logsDir, { recursive: true, mode: 0o700 });
    const file = path.join(logsDir, 'zerkalo.log');
    const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > MAX_LOG_BYTES) fs.renameSync(file, `${file}.old`);
    return pino({ level: 'info', base: null }, destination({ dest: file, mkdir: true, sync: true }));
  } catch {
    return pino({ level: 'silent' });
  }
}
