import { Button, FileButton } from '@mantine/core';
import { IconPaperclip, IconPhotoPlus } from '@tabler/icons-react';
import { useRef } from 'react';
import type { FilePlace } from './use-add-file.ts';

const PICTURES = 'image/jpeg,image/png,image/webp';
const FILES = `${PICTURES},application/pdf,.docx,.xlsx`;

interface AddFileButtonProps {
  readonly place: FilePlace;
  readonly text: string;
  readonly isMain: boolean;
  /** A file is on its way: nothing is chosen meanwhile, but the focus stays on the button. */
  readonly isBusy: boolean;
  readonly onPick: (file: File | null, place: FilePlace) => void;
}

/** Asks for a file of a place on the card. */
export function AddFileButton({ place, text, isMain, isBusy, onPick }: AddFileButtonProps) {
  const reset = useRef<() => void>(null);
  const isFile = place.kind === 'file';
  return (
    <FileButton
      accept={isFile ? FILES : PICTURES}
      disabled={isBusy}
      resetRef={reset}
      onChange={(file) => {
        onPick(file, place);
        // Else the same file, chosen again after a refusal, is no change and does nothing.
        reset.current?.();
      }}
    >
      {(props) => (
        <Button
          {...props}
          size="xs"
          variant={isMain ? 'light' : 'default'}
          data-disabled={isBusy || undefined}
          aria-disabled={isBusy}
          leftSection={isFile ? <IconPaperclip size={16} aria-hidden /> : <IconPhotoPlus size={16} aria-hidden />}
        >
          {text}
        </Button>
      )}
    </FileButton>
  );
}
