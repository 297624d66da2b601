import { ActionIcon, Button, Modal } from '@mantine/core';
import { IconArchive, IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateRecord } from '../../src-shared/schedule/schedule.contract.ts';
import { api } from '../api/client.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { TemplateForm } from './TemplateForm.tsx';
import { describeTemplate } from './template-text.ts';
import { useDiscardGuard } from '../ui/use-discard-guard.tsx';
import { useTopEscape } from '../ui/use-top-escape.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';

interface TemplatesModalProps {
  readonly templates: readonly TemplateRecord[];
  readonly onClose: () => void;
}

/** The templates of the salon. */
export function TemplatesModal({ templates, onClose }: TemplatesModalProps) {
  useReturnFocus();
  const { t } = useTranslation('schedule');
  const [isDirty, setDirty] = useState(false);
  const close = useDiscardGuard(isDirty, onClose);
  const inside = useTopEscape<HTMLDivElement>(close);
  const [editedId, setEditedId] = useState<TemplateRecord['id'] | 'new' | null>(null);
  // By its id, so that the form sees a version that was just taken back.
  const edited = editedId === 'new' ? 'new' : (templates.find(({ id }) => id === editedId) ?? null);
  const setEdited = (template: TemplateRecord | 'new' | null): void =>
    setEditedId(template === null || template === 'new' ? template : template.id);
  const update = useCatalogueCommand(api.schedule.updateTemplate.mutationOptions());
  const active = templates.filter(({ isArchived }) => !isArchived);
  const title = edited === 'new' ? t('template.newTitle') : (edited?.name ?? t('template.title'));
  return (
    <Modal opened closeOnEscape={false} onClose={close} title={title} size="lg">
      <div ref={inside} />
      {edited ? (
        <TemplateForm template={edited === 'new' ? null : edited} onDone={() => setEdited(null)} onDirty={setDirty} />
      ) : (
        <>
          {active.length === 0 && <p className="z-dim">{t('template.empty')}</p>}
          <ul className="z-lines">
            {active.map((template) => (
              <li key={template.id}>
                <span>
                  {template.name}
                  <br />
                  <small className="z-dim">{describeTemplate(template, t)}</small>
                </span>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('template.edit', { name: template.name })}
                  onClick={() => setEdited(template)}
                >
                  <IconPencil size={18} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`${t('common:archive')}: ${template.name}`}
                  onClick={() => {
                    const { name, kind, days, skipsHolidays } = template;
                    const values = { name, kind, days, skipsHolidays };
                    void update.run({ templateId: template.id, version: template.version, values, isArchived: true });
                  }}
                >
                  <IconArchive size={18} aria-hidden />
                </ActionIcon>
              </li>
            ))}
          </ul>
          <div className="z-editor-foot" style={{ marginBlockStart: 12 }}>
            <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEdited('new')}>
              {t('template.newTitle')}
            </Button>
          </div>
        </>
      )}
    </Modal>
  );
}
