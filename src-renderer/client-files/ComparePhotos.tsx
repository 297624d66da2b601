import { Button, Modal, Slider } from '@mantine/core';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import { type PointerEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientFile } from '../../src-shared/client-files/client-files.contract.ts';
import { errorText } from '../api/error-text.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { useTopEscape } from '../ui/use-top-escape.ts';
import { usePicture } from './use-picture.ts';

/** How far PageUp and PageDown move the border. */
const LEAP = 10;

interface ComparePhotosProps {
  readonly before: ClientFile;
  readonly after: ClientFile;
}

/** Opens before and after over each other; the border between them moves by mouse, by arrows and by PageUp and PageDown. */
export function ComparePhotos({ before, after }: ComparePhotosProps) {
  const { t } = useTranslation('clientFiles');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="subtle"
        leftSection={<IconArrowsLeftRight size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('compare')}
      </Button>
      {isOpen && <CompareDialog before={before} after={after} onClose={() => setOpen(false)} />}
    </>
  );
}

function CompareDialog({ before, after, onClose }: ComparePhotosProps & { readonly onClose: () => void }) {
  useReturnFocus();
  const { t } = useTranslation('clientFiles');
  const inside = useTopEscape<HTMLDivElement>(onClose);
  return (
    <Modal opened onClose={onClose} closeOnEscape={false} title={t('compare')} size={900}>
      <div ref={inside}>
        <Compared before={before} after={after} />
      </div>
    </Modal>
  );
}

function Compared({ before, after }: ComparePhotosProps) {
  const { t } = useTranslation('clientFiles');
  const [share, setShare] = useState(50);
  const [was, is] = [usePicture(before, false), usePicture(after, false)];
  const failure = was.error ?? is.error;
  if (failure) return <p className="z-warn">{errorText(failure, t)}</p>;
  const pull = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.buttons !== 1) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setShare(Math.round(Math.min(1, Math.max(0, (event.clientX - left) / width)) * 100));
  };
  return (
    <div
      onKeyDownCapture={({ code }) => {
        if (code === 'PageUp') setShare(Math.min(100, share + LEAP));
        if (code === 'PageDown') setShare(Math.max(0, share - LEAP));
      }}
    >
      <div className="zf-compare" onPointerDown={pull} onPointerMove={pull}>
        {was.url && is.url && (
          <>
            <img src={is.url} alt={t('after')} draggable={false} />
            <img
              src={was.url}
              alt={t('before')}
              draggable={false}
              style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }}
            />
            <span className="zf-border" style={{ left: `${share}%` }} aria-hidden />
            <span className="zf-side" data-side="before" aria-hidden>
              {t('before')}
            </span>
            <span className="zf-side" data-side="after" aria-hidden>
              {t('after')}
            </span>
          </>
        )}
      </div>
      <Slider
        mt="md"
        thumbLabel={t('slider')}
        thumbProps={{ 'data-autofocus': true } as object}
        value={share}
        label={null}
        onChange={setShare}
      />
    </div>
  );
}
