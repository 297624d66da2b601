import './treatments.css';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFlask, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { ClientTreatment } from '../../src-shared/treatments/treatments.contract.ts';
import { api } from '../api/client.ts';
import { useCan, useLocale } from '../app/session.ts';
import type { CardTabProps } from '../clients/card/card-tabs.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { FormulaText } from './FormulaText.tsx';
import { VersionHead } from './FormulaVersions.tsx';
import { OutcomeMarks } from './OutcomeMarks.tsx';
import { PatchTests } from './PatchTests.tsx';

const TYPING_MS = 150;

/** Tab of a client's card: tests for allergy, then everything that was done, newest first, found by brand or shade. */
export function TreatmentsTab({ clientId }: CardTabProps) {
  const { t } = useTranslation('treatments');
  const seesJournal = useCan('see_journal');
  const [text, setText] = useState('');
  const [query] = useDebouncedValue(text.trim(), TYPING_MS);
  const list = useQuery(
    api.treatments.ofClient.queryOptions({ input: { clientId, query }, placeholderData: keepPreviousData }),
  ).data;
  return (
    <div className="zt-tab">
      {seesJournal && <PatchTests clientId={clientId} />}
      <TextInput
        leftSection={<IconSearch size={16} aria-hidden />}
        aria-label={t('list.search')}
        placeholder={t('list.search')}
        value={text}
        maxLength={80}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {list && list.length === 0 && (
        <EmptyState
          icon={IconFlask}
          title={t(query === '' ? 'list.empty.title' : 'list.notFound.title')}
          text={t(query === '' ? 'list.empty.text' : 'list.notFound.text')}
        />
      )}
      <ul className="zt-list">
        {(list ?? []).map((item) => (
          <Item key={`${item.visitId}/${item.serviceId}/${item.formulas[0]?.id ?? 0}`} item={item} />
        ))}
      </ul>
    </div>
  );
}

function Item({ item }: { readonly item: ClientTreatment }) {
  const { t } = useTranslation('treatments');
  const navigate = useNavigate();
  const locale = useLocale();
  const [areAllShown, setAllShown] = useState(false);
  const date = formatDate(item.localDate, 'full', locale);
  const shown = areAllShown ? item.formulas : item.formulas.slice(0, 1);
  const hidden = item.formulas.length - shown.length;
  return (
    <li>
      <div className="zt-item-head">
        <button
          type="button"
          className="z-link"
          aria-label={t('list.openDay', { date })}
          onClick={() => void navigate(`/journal/${item.localDate}`)}
        >
          {date}
        </button>
        <b>{item.serviceName}</b>
        <span className="z-dim">{item.staffName}</span>
      </div>
      {shown.map((formula) => (
        <div key={formula.id}>
          <FormulaText bowls={formula.bowls} note={formula.note} />
          {(item.formulas.length > 1 || formula.isLate) && <VersionHead formula={formula} />}
        </div>
      ))}
      {hidden > 0 && (
        <Button size="compact-xs" variant="subtle" ml={-8} onClick={() => setAllShown(true)}>
          {t('list.moreVersions', { count: hidden })}
        </Button>
      )}
      <OutcomeMarks of={item} />
    </li>
  );
}
