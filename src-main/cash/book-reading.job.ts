import { Reader } from '../store/executor.ts';
import { openReadOnly } from '../store/open.ts';
import { type BookPage, type BookWish, readBookPage } from './book.repository.ts';

export interface BookReadingInput {
  readonly databaseFile: string;
  readonly wish: BookWish;
}

/** Reads a cash book of a long period beside the journal: ten years of a terminal are half a million entries. */
export function readBookBeside({ databaseFile, wish }: BookReadingInput): BookPage {
  const connection = openReadOnly(databaseFile);
  try {
    return readBookPage(new Reader(connection), wish);
  } finally {
    connection.close();
  }
}
