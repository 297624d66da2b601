import './treatments.css';
import { Badge, Button, Text } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { LineTreatment } from '../../src-shared/treatments/treatments.contract.ts';
import { api } from '../api/client.ts';
import { useLocale } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';
import { FormulaText } from './FormulaText.tsx';
import { OutcomeMarks } from './OutcomeMarks.tsx';
import { TreatmentDialog } from './TreatmentDialog.tsx';
import { useTopKey } from './use-top-key.ts';

/** What was done on each line of a visit, and the way to write it down (B3). */
export function VisitTreatments({ visitId }: { readonly visitId: number }) {
  const { t } = useTranslation('treatments');
  const lines = useQuery(api.treatments.ofVisit.queryOptions({ input: { visitId: visitId as never } })).data ?? [];
  const [openLine, setOpenLine] = useState<LineTreatment | null>(null);
  const usual = lines.find(({ canWrite, last, formulas }) => canWrite && (last ?? formulas[0])) ?? lines[0];
  const root = useTopKey<HTMLElement>('Alt+KeyR', () => {
    if (usual) setOpenLine(usual);
  });
  if (lines.length === 0) return null;
  return (
    <section ref={root} aria-label={t('title')}>
      <Text size="sm" fw={550} mb={4}>
        {t('title')}
      </Text>
      <ul className="zt-lines">
        {lines.map((line) => (
          <LineRow key={line.lineId} line={line} isUsual={line === usual} onOpen={() => setOpenLine(line)} />
        ))}
      </ul>
      {openLine && <TreatmentDialog line={openLine} onClose={() => setOpenLine(null)} />}
    </section>
  );
}

interface LineRowProps {
  readonly line: LineTreatment;
  /** The one that the key opens. */
  readonly isUsual: boolean;
  readonly onOpen: () => void;
}

function LineRow({ line, isUsual, onOpen }: LineRowProps) {
  const { t } = useTranslation('treatments');
  const locale = useLocale();
  const [newest] = line.formulas;
  const isWritten = line.version !== null;
  return (
    <li>
      <div className="zt-line">
        <span>
          {line.serviceName}
          {newest && newest.number > 1 && (
            <Badge ml={6} size="sm" variant="light" color="gray" tt="none">
              {t('version', { number: newest.number })}
            </Badge>
          )}
          {newest?.isLate && (
            <Badge ml={6} size="sm" variant="light" color="orange" tt="none">
              {t('late')}
            </Badge>
          )}
        </span>
        {(line.canWrite || isWritten) && (
          <Button
            size="compact-xs"
            variant={isWritten ? 'subtle' : 'light'}
            leftSection={<IconFlask size={14} aria-hidden />}
            rightSection={isUsual ? <Keys shortcut="Alt+KeyR" /> : undefined}
            aria-label={t('writeFor', { service: line.serviceName })}
            onClick={onOpen}
          >
            {t(isWritten || !line.canWrite ? 'open' : 'write')}
          </Button>
        )}
      </div>
      {newest && <FormulaText bowls={newest.bowls} note={newest.note} />}
      {!newest && line.last && (
        <Text size="xs" c="dimmed">
          {t('hasEarlier', { date: formatDate(line.last.localDate, 'short', locale) })}
        </Text>
      )}
      <OutcomeMarks of={line} />
    </li>
  );
}
