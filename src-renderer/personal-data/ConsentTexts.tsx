import { Alert, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { ConsentText } from '../../src-shared/personal-data/personal-data.contract.ts';
import { CONSENT_PURPOSES, type ConsentPurpose } from '../../src-shared/personal-data/personal-data.rules.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCan, useDesk, useLocale } from '../app/session.ts';
import { ConsentTextDialog } from './ConsentTextDialog.tsx';

/** The words of each consent by version: in force, former, to come (D1). */
export function ConsentTexts() {
  const { t } = useTranslation('personalData');
  const mayEdit = useCan('settings');
  const texts = useQuery(api.personalData.texts.queryOptions());
  const [edited, setEdited] = useState<{ purpose: ConsentPurpose; text: ConsentText | null } | null>(null);
  const newestOf = (purpose: ConsentPurpose): ConsentText | null =>
    texts.data?.find((text) => text.purpose === purpose) ?? null;
  return (
    <section className="z-group" aria-labelledby="z-data-texts">
      <h2 id="z-data-texts">{t('texts.title')}</h2>
      <span className="z-dim">{t('texts.text')}</span>
      {texts.error && <Alert color="danger">{errorText(texts.error, t)}</Alert>}
      {texts.data &&
        CONSENT_PURPOSES.map((purpose) => {
          const name = t(`purposes.${purpose}`);
          const own = texts.data.filter((text) => text.purpose === purpose);
          return (
            <div key={purpose} role="group" aria-label={name}>
              <div className="z-group-head">
                <strong>{name}</strong>
                {mayEdit && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={t('texts.addOf', { purpose: name })}
                    leftSection={<IconPlus size={15} aria-hidden />}
                    onClick={() => setEdited({ purpose, text: null })}
                  >
                    {t('texts.add')}
                  </Button>
                )}
              </div>
              {own.length === 0 && <span className="z-dim">{t('texts.none')}</span>}
              <ul className="z-data-rows">
                {own.map((text) => (
                  <Version
                    key={text.id}
                    text={text}
                    onEdit={mayEdit && text.uses === 0 ? () => setEdited({ purpose, text }) : undefined}
                  />
                ))}
              </ul>
            </div>
          );
        })}
      {edited && (
        <ConsentTextDialog
          purpose={edited.purpose}
          text={edited.text}
          newest={newestOf(edited.purpose)}
          onClose={() => setEdited(null)}
        />
      )}
    </section>
  );
}

function Version({ text, onEdit }: { readonly text: ConsentText; readonly onEdit: (() => void) | undefined }) {
  const { t } = useTranslation('personalData');
  const locale = useLocale();
  const { today } = useDesk();
  const [isShown, setShown] = useState(false);
  const date = formatDate(text.validFrom, 'short', locale);
  const facts = [
    t(text.validFrom > today ? 'texts.future' : 'texts.validFrom', { date }),
    text.isCurrent || text.validFrom > today ? '' : t('texts.old'),
    text.uses === 0 ? t('texts.unused') : t('texts.uses', { count: text.uses }),
    t('texts.digest', { digest: text.sha256.slice(0, 12) }),
  ];
  return (
    <li>
      <div className="z-data-row">
        <span className="z-data-row-text">
          {t('texts.version', { number: text.number })}
          <small>{facts.filter(Boolean).join(' · ')}</small>
        </span>
        <span className="z-data-row-actions">
          <Button
            size="compact-sm"
            variant="subtle"
            aria-expanded={isShown}
            aria-label={`${t(isShown ? 'texts.hide' : 'texts.show')}: ${t(`purposes.${text.purpose}`)}, ${text.number}`}
            onClick={() => setShown(!isShown)}
          >
            {t(isShown ? 'texts.hide' : 'texts.show')}
          </Button>
          {onEdit && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('texts.editOf', { number: text.number, purpose: t(`purposes.${text.purpose}`) })}
              leftSection={<IconPencil size={15} aria-hidden />}
              onClick={onEdit}
            >
              {t('texts.edit')}
            </Button>
          )}
        </span>
      </div>
      {isShown && <div className="z-consent-body">{text.body}</div>}
    </li>
  );
}
