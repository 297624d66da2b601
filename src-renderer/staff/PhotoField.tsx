import { Button, FileButton, Group, Modal, Slider, Stack, Text } from '@mantine/core';
import { IconCamera, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffMember } from '../../src-shared/staff/staff.contract.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import { api } from '../api/client.ts';
import { showNotice } from '../api/use-command.tsx';
import { useSettings } from '../app/session.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { swatchColour } from '../ui/Swatches.tsx';
import { base64Of } from '../ui/upload.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { type Crop, FIRST_CROP, MAX_ZOOM, drawCrop, heldInside, toPortrait } from './photo-crop.ts';
import { StaffAvatar } from './StaffAvatar.tsx';

const PICTURES = 'image/jpeg,image/png,image/webp';

/** The portrait of a master with what can be done to it. Saved at once: it is not a field of the form. */
export function PhotoField({ person, canEdit }: { readonly person: StaffMember; readonly canEdit: boolean }) {
  const { t } = useTranslation('staff');
  const { nameOrder } = useSettings();
  const name = personName(person, nameOrder);
  const [picture, setPicture] = useState<ImageBitmap | null>(null);
  const reset = useRef<(() => void) | null>(null);
  const setPhoto = useCatalogueCommand(api.staff.setPhoto.mutationOptions());
  const choose = async (file: File | null): Promise<void> => {
    reset.current?.();
    if (!file) return;
    try {
      setPicture(await createImageBitmap(file));
    } catch {
      showNotice(t('photo.unreadable'));
    }
  };
  const save = async (portrait: Blob): Promise<void> => {
    const photo = { name: `${name}.jpg`, base64: await base64Of(portrait) };
    if (await setPhoto.run({ staffId: person.id, version: person.version, photo })) setPicture(null);
  };
  return (
    <div className="z-photo-field">
      <StaffAvatar name={name} colour={swatchColour(person.colour)} photoFileId={person.photoFileId} size={88} />
      {canEdit && (
        <Group gap={8}>
          <FileButton accept={PICTURES} resetRef={reset} onChange={(file) => void choose(file)}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconCamera size={16} aria-hidden />}>
                {t(person.photoFileId === null ? 'photo.choose' : 'photo.change')}
              </Button>
            )}
          </FileButton>
          {person.photoFileId !== null && (
            <Button
              variant="subtle"
              color="gray"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => void setPhoto.run({ staffId: person.id, version: person.version, photo: null })}
            >
              {t('photo.remove')}
            </Button>
          )}
        </Group>
      )}
      {picture && (
        <CropModal
          picture={picture}
          isSaving={setPhoto.isPending}
          onSave={(portrait) => void save(portrait)}
          onClose={() => setPicture(null)}
        />
      )}
    </div>
  );
}

interface CropModalProps {
  readonly picture: ImageBitmap;
  readonly isSaving: boolean;
  readonly onSave: (portrait: Blob) => void;
  readonly onClose: () => void;
}

const FRAME_PX = 288;
const STEP = 0.02;
const ZOOM_STEP = 0.1;

function CropModal({ picture, isSaving, onSave, onClose }: CropModalProps) {
  useReturnFocus();
  const { t } = useTranslation('staff');
  const canvas = useRef<HTMLCanvasElement>(null);
  const grip = useRef<{ x: number; y: number } | null>(null);
  const [crop, setCrop] = useState<Crop>(() => heldInside(FIRST_CROP, picture));
  useEffect(() => {
    if (canvas.current) drawCrop(canvas.current, picture, crop);
  }, [crop, picture]);
  const change = (by: { zoom?: number; x?: number; y?: number }): void =>
    setCrop((known) =>
      heldInside({ zoom: known.zoom + (by.zoom ?? 0), x: known.x + (by.x ?? 0), y: known.y + (by.y ?? 0) }, picture),
    );
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEP / crop.zoom;
    const act = {
      ArrowLeft: { x: -step },
      ArrowRight: { x: step },
      ArrowUp: { y: -step },
      ArrowDown: { y: step },
      Equal: { zoom: ZOOM_STEP },
      NumpadAdd: { zoom: ZOOM_STEP },
      Minus: { zoom: -ZOOM_STEP },
      NumpadSubtract: { zoom: -ZOOM_STEP },
    }[event.code];
    if (!act || event.ctrlKey) return;
    event.preventDefault();
    change(act);
  };
  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (!grip.current) return;
    const perPixel = Math.min(picture.width, picture.height) / crop.zoom / FRAME_PX;
    const by = {
      x: ((grip.current.x - event.clientX) * perPixel) / picture.width,
      y: ((grip.current.y - event.clientY) * perPixel) / picture.height,
    };
    grip.current = { x: event.clientX, y: event.clientY };
    change(by);
  };
  const save = (): void => void toPortrait(picture, crop).then(onSave);
  return (
    <Modal opened onClose={onClose} title={t('photo.cropTitle')} centered size="auto">
      <Stack
        gap={14}
        w={FRAME_PX}
        onKeyDown={(event) => {
          if (!event.ctrlKey || event.code !== 'Enter') return;
          // Saves the picture; the card that the dialog stands in is not saved yet.
          event.preventDefault();
          event.stopPropagation();
          save();
        }}
      >
        <canvas
          ref={canvas}
          className="z-crop"
          width={FRAME_PX * 2}
          height={FRAME_PX * 2}
          style={{ width: FRAME_PX, height: FRAME_PX }}
          role="application"
          aria-label={t('photo.frame')}
          aria-description={t('photo.cropHint')}
          tabIndex={0}
          data-autofocus
          onKeyDown={onKeyDown}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            grip.current = { x: event.clientX, y: event.clientY };
          }}
          onPointerMove={onPointerMove}
          onPointerUp={() => {
            grip.current = null;
          }}
        />
        <Slider
          label={null}
          thumbLabel={t('photo.zoom')}
          min={1}
          max={MAX_ZOOM}
          step={0.05}
          value={crop.zoom}
          onChange={(zoom) => setCrop((known) => heldInside({ ...known, zoom }, picture))}
        />
        <Text size="sm" c="dimmed">
          {t('photo.cropHint')}
        </Text>
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button loading={isSaving} onClick={save}>
            {t('photo.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
