import { Alert, Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClock, formatDate, formatInstant } from '../../src-shared/i18n/format.ts';
import { api, client, queryClient } from '../api/client.ts';
import { showError } from '../api/use-command.tsx';
import { useActions } from '../app/actions.ts';
import { useCan, useDesk, useLocale, useMoney, useSettings } from '../app/session.ts';
import { openFile } from '../journal/documents.ts';
import { ListPage } from '../ui/ListPage.tsx';
import { CloseShiftDrawer } from './CloseShiftDrawer.tsx';
import { DocumentDrawer } from './DocumentDrawer.tsx';
import { OpenShiftForm, type Register } from './OpenShiftForm.tsx';
import { OperationDrawer, type OperationStart } from './OperationDrawer.tsx';
import { ShiftDrawer } from './ShiftDrawer.tsx';
import { Documents, Totals } from './ShiftParts.tsx';
import { CLOSE_ACTION, SHIFT_ACTIONS } from './shift-actions.ts';
import './cash.css';
import { rowOpens } from '../ui/row-opens.ts';

/** «Смена»: open, see what goes through the register, close; the shifts before. */
export function ShiftPage() {
  const { t } = useTranslation('cash');
  const [registerId, setRegisterId] = useState<number | null>(null);
  const [shownShift, setShownShift] = useState<number | null>(null);
  const [documentId, setDocumentId] = useState<number | null>(null);
  const [operation, setOperation] = useState<OperationStart | null>(null);
  const [isClosing, setClosing] = useState(false);
  const desk = useQuery(api.cash.desk.queryOptions());
  const registers = desk.data?.registers ?? [];
  const register =
    registers.find((one) => one.accountId === registerId) ??
    registers.find((one) => one.isOwn) ??
    registers.find((one) => one.shift) ??
    registers[0];
  const shift = register?.shift ?? null;
  return (
    <ListPage
      title={shift ? t('shift.title', { number: shift.number }) : t('shift.closedTitle')}
      query={desk}
      empty={null}
      actions={
        registers.length > 1 && (
          <Select
            aria-label={t('shift.register')}
            allowDeselect={false}
            value={String(register?.accountId)}
            onChange={(value) => setRegisterId(Number(value))}
            data={registers.map((one) => ({ value: String(one.accountId), label: one.name }))}
          />
        )
      }
      overlay={
        <>
          {isClosing && shift && (
            <CloseShiftDrawer
              shiftId={shift.id}
              number={shift.number}
              onClose={() => setClosing(false)}
              onClosed={(id) => {
                setClosing(false);
                setShownShift(id);
                void queryClient.invalidateQueries({ queryKey: api.cash.key() });
              }}
            />
          )}
          {operation && <OperationDrawer start={operation} onClose={() => setOperation(null)} />}
          {shownShift !== null && documentId === null && (
            <ShiftDrawer shiftId={shownShift} onOpenDocument={setDocumentId} onClose={() => setShownShift(null)} />
          )}
          {documentId !== null && (
            <DocumentDrawer
              key={documentId}
              documentId={documentId}
              onOpen={setDocumentId}
              onClose={() => setDocumentId(null)}
            />
          )}
        </>
      }
    >
      {register && (
        <div className="z-cash">
          {shift ? (
            <OpenShiftView
              register={register}
              shift={shift}
              onClose={() => setClosing(true)}
              onOperate={setOperation}
              onOpenDocument={setDocumentId}
            />
          ) : (
            <OpenShiftForm key={register.accountId} register={register} />
          )}
          <History registerId={register.accountId} onOpen={setShownShift} />
        </div>
      )}
    </ListPage>
  );
}

interface OpenShiftViewProps {
  readonly register: Register;
  readonly shift: NonNullable<Register['shift']>;
  readonly onClose: () => void;
  readonly onOperate: (start: OperationStart) => void;
  readonly onOpenDocument: (documentId: number) => void;
}

/** An open shift: how old it is, what lies in the register, what went through, what may be done. */
function OpenShiftView({ register, shift, onClose, onOperate, onOpenDocument }: OpenShiftViewProps) {
  const { t } = useTranslation('cash');
  const money = useMoney();
  const locale = useLocale();
  const { timeZone } = useSettings();
  const canGive = useCan('cash_out');
  const canTake = useCan('take_payment');
  const canClose = useCan('close_shift');
  const buttons = useRef<HTMLDivElement>(null);
  const input = { shiftId: shift.id };
  const report = useQuery(api.cash.shiftReport.queryOptions({ input }));
  const documents = useQuery(api.cash.shiftDocuments.queryOptions({ input }));
  const accounts = useQuery(api.cash.accounts.queryOptions({ input: {} }));
  const isElsewhere = !register.isOwn;
  const safe = accounts.data?.find((one) => one.kind === 'safe');
  const id = register.accountId;
  const time = formatClock(shift.endsAtMs, timeZone, locale);
  const ends = formatInstant(shift.endsAtMs, timeZone, locale, Number(shift.localDate.slice(0, 4)));
  const paper = (): void => void client.cash.shiftPaper(input).then(openFile, (error: unknown) => showError(error, t));
  const starts = {
    in: { kind: 'transfer', fromId: safe?.id, toId: id },
    out: { kind: 'cash_out', fromId: id },
    encash: { kind: 'transfer', fromId: id, toId: safe?.id },
    expense: { kind: 'expense', fromId: id },
    supplier: { kind: 'supplier_payment', fromId: id },
    tips: { kind: 'tips_payout', fromId: id },
    advance: { kind: 'staff_payout', fromId: id },
  } as const satisfies Record<string, OperationStart>;
  const group = 'desk' as const;
  useActions([
    {
      id: 'cash.shift',
      title: 'cash:openShiftAction',
      group,
      shortcut: 'F12',
      run: () => buttons.current?.querySelector('button')?.focus(),
    },
    ...SHIFT_ACTIONS.map(({ start, ...action }) => ({ ...action, group, run: () => onOperate(starts[start]) })),
    { ...CLOSE_ACTION, group, run: onClose },
  ]);
  return (
    <>
      {isElsewhere && <Alert color="gray">{t('shift.elsewhere', { name: register.name })}</Alert>}
      {shift.age !== 'fresh' && (
        <Alert color={shift.age === 'old' ? 'orange' : 'danger'}>{t(`shift.${shift.age}`, { time })}</Alert>
      )}
      <dl className="z-cash-head" style={{ margin: 0 }}>
        <Fact label={t('shift.inRegister')}>
          {register.cashMinor === null ? t('shift.hidden') : money(register.cashMinor)}
        </Fact>
        <Fact label={t('shift.openingFloat')}>{money(shift.openingMinor)}</Fact>
        <Fact label={t('shift.businessDate')}>{formatDate(shift.localDate, 'dayMonth', locale)}</Fact>
        <Fact label={t('shift.openedAt', { when: '' }).trim()}>
          {[formatClock(shift.openedAtMs, timeZone, locale), shift.openedBy].filter(Boolean).join(', ')}
        </Fact>
        <Fact label={t('shift.ends', { time: '' }).trim()}>{ends}</Fact>
      </dl>
      <div className="z-cash-buttons" ref={buttons} role="group" aria-label={t('shift.acts')}>
        {(Object.keys(starts) as (keyof typeof starts)[])
          .filter((start) => (start === 'in' ? canTake : canGive))
          .map((start) => (
            <Button key={start} variant="default" onClick={() => onOperate(starts[start])}>
              {t(`op.${start}`)}
            </Button>
          ))}
        <Button variant="default" onClick={paper}>
          {t('shift.xReport')}
        </Button>
        {canClose && <Button onClick={onClose}>{t('shift.close')}</Button>}
      </div>
      <div className="z-cash-columns">
        <section className="z-cash-panel">
          <h2>{t('shift.totals')}</h2>
          {report.data?.totals ? (
            <Totals totals={report.data.totals} shift={report.data.shift} />
          ) : (
            <p className="z-dim">{report.data && t('shift.blindHint')}</p>
          )}
        </section>
        <section>
          <h2>{t('shift.documents')}</h2>
          {documents.data && <Documents documents={documents.data} onOpen={onOpenDocument} />}
        </section>
      </div>
    </>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="z-cash-fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface HistoryProps {
  readonly registerId: number;
  readonly onOpen: (shiftId: number) => void;
}

const PAGE = 20;

/** Shifts that were closed, newest first; each opens with its documents. */
function History({ registerId, onOpen }: HistoryProps) {
  const { t } = useTranslation('cash');
  const money = useMoney();
  const locale = useLocale();
  const { timeZone } = useSettings();
  const { today } = useDesk();
  // The year is told only where it is another one.
  const year = Number(today.slice(0, 4));
  const [limit, setLimit] = useState(PAGE);
  const list = useQuery(
    api.cash.shifts.queryOptions({ input: { accountId: registerId, limit }, placeholderData: (before) => before }),
  );
  const closed = (list.data ?? []).filter((one) => one.closedAtMs !== null);
  return (
    <section>
      <h2>{t('shift.history')}</h2>
      {list.data && closed.length === 0 && <p className="z-dim">{t('shift.noHistory')}</p>}
      {closed.length > 0 && (
        <table className="z-table">
          <thead>
            <tr>
              <th scope="col">{t('shift.columns.number')}</th>
              <th scope="col">{t('shift.columns.day')}</th>
              <th scope="col">{t('shift.columns.closed')}</th>
              <th scope="col" className="z-number">
                {t('shift.columns.expected')}
              </th>
              <th scope="col" className="z-number">
                {t('shift.columns.counted')}
              </th>
              <th scope="col" className="z-number">
                {t('shift.columns.difference')}
              </th>
            </tr>
          </thead>
          <tbody>
            {closed.map((one) => (
              <tr key={one.id} {...rowOpens(() => onOpen(one.id))}>
                <td>
                  <button type="button" className="z-link" onClick={() => onOpen(one.id)}>
                    {t('shift.title', { number: one.number })}
                  </button>
                </td>
                <td>
                  {formatDate(one.localDate, one.localDate.startsWith(today.slice(0, 4)) ? 'dayMonth' : 'full', locale)}
                </td>
                <td className="z-dim">
                  {one.closedAtMs !== null && formatInstant(one.closedAtMs, timeZone, locale, year)} {one.closedBy}
                </td>
                <td className="z-number">{one.expectedMinor !== null && money(one.expectedMinor)}</td>
                <td className="z-number">{one.countedMinor !== null && money(one.countedMinor)}</td>
                <td className="z-number">
                  {one.differenceMinor !== null && one.differenceMinor !== 0 ? money(one.differenceMinor) : '—'}
                  {one.undecidedMinor > 0 && <span className="z-tag">{t('shift.undecided')}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {(list.data?.length ?? 0) >= limit && limit < 200 && (
        <Button mt={8} variant="subtle" onClick={() => setLimit(Math.min(200, limit + 60))}>
          {t('shift.more')}
        </Button>
      )}
    </section>
  );
}
