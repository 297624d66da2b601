import { notifications } from '@mantine/notifications';
import { type UseMutationOptions, useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Locale } from '../../src-shared/i18n/format.ts';
import { client } from './client.ts';
import { errorText, fieldErrors, hasCode, reasonOf } from './error-text.ts';
import { askForShift } from './shift-ask.ts';
import { summaryOf } from './summaries.ts';
import { summaryText } from './summary-text.ts';
import { UndoOrder, type UndoableCommand, UndoStack } from './undo-stack.ts';
import { UndoToast } from './UndoToast.tsx';

/** What every writing procedure answers with. */
interface Written {
  readonly commandId: number | null;
}

export interface CommandOptions<Output, Input> {
  /** The sentence of the toast; by default the command's own summary. */
  readonly message?: (output: Output, input: Input) => string;
  /** No toast: the screen itself shows the change. Ctrl+Z works all the same. */
  readonly isQuiet?: boolean;
  /** Takes a refusal over (a form, a question); true means that no notice is wanted. */
  readonly onRefused?: (error: unknown, input: Input) => boolean;
}

export interface Command<Output, Input> {
  /** Does it; answers with the output, or null when it was refused and the person has been told. */
  readonly run: (input: Input) => Promise<Output | null>;
  readonly isPending: boolean;
}

const undoStack = new UndoStack();
const undoOrder = new UndoOrder();
const TOAST_ID = 'undo';

/** Forgets what could be undone; for a change of the person at the desk. */
export function forgetUndo(): void {
  undoStack.clear();
  notifications.hide(TOAST_ID);
}

/**
 * Runs a writing procedure as a person's command
 *
 * After it: the undo toast with the command's sentence, and a place in the undo stack of this window. A refusal becomes a
 * notice, unless `onRefused` takes it over.
 *
 * ```ts
 * const move = useCommand(api.journal.move.mutationOptions());
 * const moved = await move.run(input); // null: refused, the person knows why
 * ```
 */
export function useCommand<Output extends Written, Input, Failure, Context>(
  mutationOptions: UseMutationOptions<Output, Failure, Input, Context>,
  options: CommandOptions<Output, Input> = {},
): Command<Output, Input> {
  const { t, i18n } = useTranslation();
  const locale = i18n.language as Locale;
  const mutation = useMutation(mutationOptions);
  const { mutateAsync } = mutation;
  const { message, isQuiet, onRefused } = options;
  const run = useMemo(
    () =>
      (input: Input): Promise<Output | null> =>
        undoOrder.during(async () => {
          try {
            const output = await mutateAsync(input);
            if (output.commandId !== null) {
              const command = { commandId: output.commandId, text: message?.(output, input) ?? null };
              undoStack.push(command);
              if (!isQuiet) void showUndoToast(command, t, locale);
            }
            return output;
          } catch (error) {
            if (!onRefused?.(error, input)) showError(error, t);
            // The cure comes to the person: what was entered stays, and is sent again.
            if (hasCode(error, 'SHIFT_CLOSED')) askForShift();
            return null;
          }
        }),
    [mutateAsync, message, isQuiet, onRefused, t, locale],
  );
  return { run, isPending: mutation.isPending };
}

/** Lets Ctrl+Z take back a command that a form has run and told of by itself. */
export function rememberForUndo(commandId: number | null, text: string): void {
  if (commandId !== null) undoStack.push({ commandId, text });
}

/** The sentence of a command: its own, or the summary of its live event; one that comes late takes the place of «Saved». */
async function sentenceOf(
  command: UndoableCommand,
  t: TFunction,
  locale: Locale,
  late: (text: string) => void,
): Promise<string> {
  if (command.text !== null) return command.text;
  const summary = await summaryOf(command.commandId, (came) => {
    const text = summaryText(came, t, locale);
    if (text !== null) late(text);
  });
  return summaryText(summary, t, locale) ?? t('common:saved');
}

async function showUndoToast(command: UndoableCommand, t: TFunction, locale: Locale): Promise<void> {
  const id = `${TOAST_ID}-${command.commandId}`;
  const toast = (text: string) => ({
    id,
    autoClose: false as const,
    withCloseButton: false,
    classNames: { root: 'z-toast' },
    message: (
      <UndoToast
        text={text}
        onUndo={() => void undoLast(t, locale, command.commandId)}
        onExpire={() => notifications.hide(id)}
      />
    ),
  });
  const text = await sentenceOf(command, t, locale, (late) => notifications.update(toast(late)));
  // Taken back while its sentence was awaited: nothing is left to offer.
  if (!undoStack.peekUndo(command.commandId)) return;
  notifications.hide(TOAST_ID);
  notifications.show(toast(text));
}

/** Takes back the newest command of this window, or the named one (Ctrl+Z); a command under way is waited for. */
export function undoLast(t: TFunction, locale: Locale, commandId?: number): Promise<void> {
  return undoOrder.inTurn(async () => {
    const command = undoStack.peekUndo(commandId);
    if (!command) return showNotice(t('common:nothingToUndo'));
    notifications.hide(`${TOAST_ID}-${command.commandId}`);
    try {
      const answer = await client.history.undo({ commandId: command.commandId });
      undoStack.undone(command, answer.commandId);
      await showDone('undone', command, t, locale);
    } catch (error) {
      // A command that cannot be undone must not block those before it for ever.
      if (isFinal(error)) undoStack.undone(command, null);
      showError(error, t);
    }
  });
}

/** Does again what was taken back last (Ctrl+Shift+Z). */
export function redoLast(t: TFunction, locale: Locale): Promise<void> {
  return undoOrder.inTurn(async () => {
    const command = undoStack.peekRedo();
    if (!command) return showNotice(t('common:nothingToRedo'));
    try {
      const answer = await client.history.undo({ commandId: command.commandId });
      undoStack.redone(command, answer.commandId);
      await showDone('redone', command, t, locale);
    } catch (error) {
      if (isFinal(error)) undoStack.redone(command, null);
      showError(error, t);
    }
  });
}

async function showDone(what: 'undone' | 'redone', command: UndoableCommand, t: TFunction, locale: Locale) {
  const notice = (message: string) => ({ title: t(`common:${what}`), message, autoClose: 4000, withBorder: true });
  const id = `${what}-${command.commandId}`;
  const text = await sentenceOf(command, t, locale, (late) => notifications.update({ id, ...notice(late) }));
  notifications.show({ id, ...notice(text) });
}

/** A refusal that stays: a closed shift can be opened, and what was done later can be taken back first. */
function isFinal(error: unknown): boolean {
  if (hasCode(error, 'NOT_FOUND') || hasCode(error, 'CONFLICT')) return true;
  return hasCode(error, 'UNDO_REFUSED') && reasonOf(error) !== 'later';
}

/** A short notice that goes by itself. */
export function showNotice(title: string, text?: string): void {
  notifications.show({ title, message: text ?? '', autoClose: 4000, withBorder: true });
}

/** Tells of an error in a notice; names the fields of refused input. */
export function showError(error: unknown, t: TFunction): void {
  const fields = Object.values(fieldErrors(error, t));
  const message = fields.length > 0 && !hasCode(error, 'INVALID_INPUT') ? fields.join(' ') : errorText(error, t);
  showFault(message);
}

/** Tells in a notice why something is not done. */
export function showFault(message: string): void {
  notifications.show({ message, color: 'danger', autoClose: 10_000, withBorder: true });
}
