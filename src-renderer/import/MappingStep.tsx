import { Button, NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../src-shared/i18n/format.ts';
import { IMPORT_FIELDS, type ImportField, NOTE_FIELDS } from '../../src-shared/import/import-fields.rules.ts';
import { splitName } from '../../src-shared/import/import-values.rules.ts';
import {
  DELIMITERS,
  type Delimiter,
  ENCODINGS,
  type Encoding,
  type ImportDraft,
  type ImportOptions,
} from '../../src-shared/import/import.contract.ts';
import { useLocale } from '../app/session.ts';
import { Choice } from '../settings/Choice.tsx';
import { columnLetter, saysWho, withField } from './import-wizard.ts';

interface MappingStepProps {
  readonly draft: ImportDraft;
  readonly mapping: readonly (ImportField | null)[];
  readonly options: ImportOptions;
  readonly isBusy: boolean;
  readonly onMapping: (mapping: readonly (ImportField | null)[]) => void;
  readonly onOptions: (options: ImportOptions) => void;
  /** Reads the file again with another choice. */
  readonly onReread: (choice: {
    sheet?: number;
    encoding?: Encoding;
    delimiter?: Delimiter;
    headerRow?: number;
  }) => void;
  readonly onNext: () => void;
}

const NAME_FIELDS: readonly ImportField[] = ['fullName', 'lastName', 'firstName', 'middleName'];
const CONTACT_FIELDS: readonly ImportField[] = [
  'phone',
  'email',
  'telegram',
  'whatsapp',
  'vk',
  'viber',
  'max',
  'address',
];
const DELIMITER_NAMES: Readonly<Record<Delimiter, string>> = {
  ';': 'semicolon',
  ',': 'comma',
  '\t': 'tab',
  '|': 'bar',
};

/** What each column holds, above the first rows of the file. */
export function MappingStep({
  draft,
  mapping,
  options,
  isBusy,
  onMapping,
  onOptions,
  onReread,
  onNext,
}: MappingStepProps) {
  const { t } = useTranslation('import');
  const isKnown = saysWho(mapping);
  const taken = mapping.filter((field) => field !== null).length;
  return (
    <>
      <section className="z-group">
        <TableChoices draft={draft} isBusy={isBusy} onReread={onReread} />
        <p className="z-dim">{t(draft.isRemembered ? 'shapes.remembered' : `shapes.${draft.shape}`)}</p>
        <Remarks draft={draft} />
      </section>
      <MappingTable draft={draft} mapping={mapping} onMapping={onMapping} />
      <div className="z-save-bar z-import-bar">
        {mapping.includes('fullName') && (
          <NameOrder draft={draft} column={mapping.indexOf('fullName')} options={options} onOptions={onOptions} />
        )}
        <span className={isKnown ? 'z-dim' : 'z-field-error'} role="status">
          {isKnown ? t('mapping.taken', { count: taken, all: mapping.length }) : t('mapping.nobody')}
        </span>
        <Button onClick={onNext} disabled={!isKnown || isBusy}>
          {t('mapping.next')}
        </Button>
      </div>
    </>
  );
}

function TableChoices({ draft, isBusy, onReread }: Pick<MappingStepProps, 'draft' | 'isBusy' | 'onReread'>) {
  const { t } = useTranslation('import');
  const locale = useLocale();
  return (
    <div className="z-import-choices">
      <div className="z-import-file">
        <strong>{draft.fileName}</strong>
        <span className="z-dim">
          {t('file.rows', { count: draft.rows, formatted: formatNumber(draft.rows, locale) })}
        </span>
      </div>
      {draft.sheets.length > 1 && (
        <Select
          label={t('file.sheet')}
          size="sm"
          disabled={isBusy}
          allowDeselect={false}
          value={String(draft.sheet)}
          data={draft.sheets.map(({ name, isHidden }, index) => ({
            value: String(index),
            label: isHidden ? t('file.hiddenSheet', { name }) : name,
          }))}
          onChange={(value) => value !== null && onReread({ sheet: Number(value) })}
        />
      )}
      {draft.encoding !== null && (
        <Select
          label={t('file.encoding')}
          size="sm"
          disabled={isBusy}
          allowDeselect={false}
          value={draft.encoding}
          data={ENCODINGS.map((value) => ({ value, label: t(`file.encodings.${value}`) }))}
          onChange={(value) => value !== null && onReread({ encoding: value })}
        />
      )}
      {draft.delimiter !== null && (
        <Select
          label={t('file.delimiter')}
          size="sm"
          disabled={isBusy}
          allowDeselect={false}
          value={draft.delimiter}
          data={DELIMITERS.map((value) => ({ value, label: t(`file.delimiters.${DELIMITER_NAMES[value]}`) }))}
          onChange={(value) => value !== null && onReread({ delimiter: value })}
        />
      )}
      <NumberInput
        key={`${draft.sheet}/${draft.headerRow}`}
        label={t('file.headerRow')}
        title={t('file.headerRowHint')}
        size="sm"
        w={150}
        disabled={isBusy}
        min={0}
        max={200}
        defaultValue={draft.headerRow}
        onBlur={(event) => {
          const headerRow = Number(event.currentTarget.value);
          if (Number.isInteger(headerRow) && headerRow !== draft.headerRow) onReread({ headerRow });
        }}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
    </div>
  );
}

function Remarks({ draft }: Pick<MappingStepProps, 'draft'>) {
  const { t } = useTranslation('import');
  const remarks = (['merged', 'formulas', 'errorCells'] as const).filter((name) => draft[name] > 0);
  if (remarks.length === 0) return null;
  return (
    <ul className="z-import-remarks">
      {remarks.map((name) => (
        <li key={name}>{t(`file.${name}`, { count: draft[name] })}</li>
      ))}
    </ul>
  );
}

function MappingTable({ draft, mapping, onMapping }: Pick<MappingStepProps, 'draft' | 'mapping' | 'onMapping'>) {
  const { t } = useTranslation('import');
  const option = (field: ImportField) => ({ value: field, label: t(`fields.${field}`) });
  const groups = [
    { group: t('mapping.groups.name'), items: NAME_FIELDS.map(option) },
    { group: t('mapping.groups.contacts'), items: CONTACT_FIELDS.map(option) },
    {
      group: t('mapping.groups.about'),
      items: IMPORT_FIELDS.filter(
        (field) => !NAME_FIELDS.includes(field) && !CONTACT_FIELDS.includes(field) && !NOTE_FIELDS.has(field),
      ).map(option),
    },
    { group: t('mapping.groups.note'), items: [...NOTE_FIELDS].map(option) },
  ];
  return (
    <>
      <div className="z-import-preview" role="region" aria-label={t('mapping.preview')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('mapping.row')}</th>
              {mapping.map((field, column) => (
                <th key={column} scope="col" data-taken={field !== null || undefined}>
                  <span className="z-import-head">
                    <b>{columnLetter(column)}</b> {draft.headers[column]}
                  </span>
                  <Select
                    aria-label={t('mapping.column', { letter: columnLetter(column) })}
                    placeholder={t('mapping.skip')}
                    size="xs"
                    searchable
                    clearable
                    value={field}
                    data={groups}
                    comboboxProps={{ width: 240, position: 'bottom-start' }}
                    onChange={(value) => onMapping(withField(mapping, column, value))}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {draft.preview.map((row) => (
              <tr key={row.number}>
                <th scope="row">{row.number}</th>
                {mapping.map((field, column) => (
                  <td key={column} data-taken={field !== null || undefined} title={row.cells[column]}>
                    {row.cells[column]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {mapping.some((field) => field !== null && NOTE_FIELDS.has(field)) && <p className="z-dim">{t('noteOnly')}</p>}
    </>
  );
}

interface NameOrderProps extends Pick<MappingStepProps, 'draft' | 'options' | 'onOptions'> {
  readonly column: number;
}

/** How whole names are read, shown on the first one of the file. */
function NameOrder({ draft, column, options, onOptions }: NameOrderProps) {
  const { t } = useTranslation('import');
  const sample = draft.preview.map(({ cells }) => cells[column] ?? '').find((text) => text.trim().includes(' '));
  const parts = sample === undefined ? null : splitName(sample, options.nameOrder);
  const shown = (['lastName', 'firstName', 'middleName'] as const).filter((name) => parts?.[name]);
  return (
    <div className="z-import-order">
      <Choice
        label={t('options.nameOrder')}
        value={options.nameOrder}
        data={(['lastFirst', 'firstLast'] as const).map((value) => ({
          value,
          label: t(`options.nameOrders.${value}`),
        }))}
        onChange={(value) => onOptions({ ...options, nameOrder: value as ImportOptions['nameOrder'] })}
      />
      {parts && (
        <span className="z-dim" aria-live="polite">
          {shown.map((name) => `${t(`fields.${name}`)}: ${parts[name]}`).join(' · ')}
        </span>
      )}
    </div>
  );
}
