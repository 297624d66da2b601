import { Alert, Button, Select, Stack, Textarea } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type OperationKind, fieldsOf, operationChoices } from '../../src-shared/cash/operations.rules.ts';
import type { MoneyAccount } from '../../src-shared/cash/accounts.contract.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import { api, client, queryClient } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { rememberForUndo, showNotice } from '../api/use-command.tsx';
import { useCan, useDesk, useLocale, useMoney, useSettings } from '../app/session.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { Keys } from '../ui/Keys.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { useDiscardGuard } from '../ui/use-discard-guard.tsx';
import { typedDate } from '../ui/typed-date.ts';
import { attachFiles } from './attach.ts';
import { Receipts } from './Receipts.tsx';

/** What an operation begins with. */
export interface OperationStart {
  readonly kind: OperationKind;
  readonly fromId?: number | undefined;
  readonly toId?: number | undefined;
  readonly supplierId?: number | undefined;
  readonly amountMinor?: number | undefined;
  readonly articleName?: string | undefined;
  /** A line of a bank statement: its sum, day and side of the bank are what they are. */
  readonly line?: OperationLine | undefined;
}

/** What a line of a bank statement leaves no choice of. */
interface OperationLine {
  readonly requestKey: string;
  readonly localDate: string;
  readonly comment: string;
  readonly kinds: readonly OperationKind[];
  readonly side: 'from' | 'to';
}

interface OperationDrawerProps {
  readonly start: OperationStart;
  readonly onClose: () => void;
}

/** One operation with money: the kind decides what is asked. */
export function OperationDrawer({ start, onClose }: OperationDrawerProps) {
  const { t } = useTranslation('cash');
  const money = useMoney();
  const locale = useLocale();
  const { today, session } = useDesk();
  const { nameOrder } = useSettings();
  const canManage = useCan('manage_money');
  const { line } = start;
  const [kind, setKind] = useState<OperationKind>(start.kind);
  const [fromId, setFromId] = useState(start.fromId ?? null);
  const [toId, setToId] = useState(start.toId ?? null);
  const [amountMinor, setAmount] = useState<number | null>(start.amountMinor ?? null);
  const [articleName, setArticle] = useState(start.articleName ?? '');
  const [supplierName, setSupplier] = useState('');
  const [staffId, setStaffId] = useState<string | null>(null);
  const [localDate, setDate] = useState(line?.localDate ?? today);
  const [dueOn, setDueOn] = useState<string | null>(null);
  const [comment, setComment] = useState(line?.comment ?? '');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [isTried, setTried] = useState(false);
  const [requestKey] = useState(() => line?.requestKey ?? crypto.randomUUID());
  const accounts = useQuery(api.cash.accounts.queryOptions({ input: {} }));
  const desk = useQuery(api.cash.desk.queryOptions());
  const articles = useQuery(api.cash.articles.queryOptions({ input: {} }));
  const suppliers = useQuery(api.cash.suppliers.queryOptions({ input: {} }));
  const staff = useQuery(api.staff.list.queryOptions({ input: {} }));
  const open = desk.data?.registers.filter((one) => one.shift !== null) ?? [];
  const register = open.find((one) => one.accountId === (fromId ?? toId)) ?? open.find((one) => one.isOwn) ?? open[0];
  // Tips wait for people whether a register is open or not: they may be paid from the bank, too.
  const tips = useQuery({
    ...api.tips.pool.queryOptions({ input: { from: today, to: today } }),
    enabled: kind === 'tips_payout',
  });
  const needs = fieldsOf(kind);
  const places = accounts.data ?? [];
  // Only what the core would post for this person: a refusal after the form was filled is a trap.
  const choices = operationChoices(places, (permission) => session.permissions.includes(permission));
  const known = start.supplierId === undefined ? undefined : suppliers.data?.find(({ id }) => id === start.supplierId);
  const supplierText = supplierName || known?.name || '';
  const article = articles.data?.find(({ name }) => name === articleName);
  const supplier = suppliers.data?.find(({ name }) => name === supplierText);
  const usual = canManage ? null : (register?.accountId ?? null);
  const placeOf = (id: number | null) => places.find((one) => one.id === id) ?? null;
  const offered = (list: readonly MoneyAccount[], id: number | null): number | null =>
    list.some((one) => one.id === id) ? id : list.length === 1 ? (list[0]?.id ?? null) : null;
  const sources = choices.from(kind);
  const from = offered(sources, fromId ?? usual);
  const goals = choices.to(kind, placeOf(from));
  const to = offered(goals, toId ?? (needs.from ? null : usual));
  const isCash = places.some(
    (one) => one.kind === 'register' && ((needs.from && one.id === from) || (needs.to && one.id === to)),
  );
  const missing = {
    amount: amountMinor === null || amountMinor === 0,
    from: needs.from && from === null,
    to: needs.to && to === null,
    article: needs.article && articleName === '',
    supplier: needs.supplier && supplierText === '',
    staff: needs.staff && staffId === null,
  };
  const fault = (isMissing: boolean): string | undefined =>
    isTried && isMissing ? t('common:fields.required') : undefined;
  const post = useMutation({
    mutationFn: async () => {
      const newArticle = needs.article && !article ? await client.cash.createArticle({ name: articleName }) : null;
      const newSupplier = needs.supplier && !supplier ? await client.cash.createSupplier({ name: supplierText }) : null;
      const done = await client.cash.operate({
        kind,
        requestKey,
        amountMinor: amountMinor ?? 0,
        fromAccountId: needs.from ? from : null,
        toAccountId: needs.to ? to : null,
        articleId: needs.article ? (article?.id ?? newArticle?.articleId ?? null) : null,
        supplierId: needs.supplier ? (supplier?.id ?? newSupplier?.supplierId ?? null) : null,
        staffId: needs.staff ? Number(staffId) : null,
        ...(isCash ? {} : { localDate }),
        dueOn: kind === 'supplier_bill' ? dueOn : null,
        comment,
      });
      await attachFiles(done.documentId, files, t);
      return done;
    },
    onSuccess: (done) => {
      void queryClient.invalidateQueries({ queryKey: api.cash.key() });
      const text = t('op.done', { kind: t(`kinds.${kind}`), number: done.number });
      rememberForUndo(done.commandId, text);
      showNotice(text);
      onClose();
    },
  });
  const isDirty =
    (amountMinor ?? 0) !== (start.amountMinor ?? 0) || comment !== (line?.comment ?? '') || files.length > 0;
  const close = useDiscardGuard(isDirty, onClose);
  const run = (): void => {
    setTried(true);
    if (!Object.values(missing).includes(true) && !post.isPending) post.mutate();
  };
  const place = (
    label: string,
    list: readonly MoneyAccount[],
    value: number | null,
    set: (id: number | null) => void,
    isMissing: boolean,
    isGiven: boolean,
  ) => (
    <Select
      label={label}
      allowDeselect={false}
      disabled={isGiven}
      value={value === null ? null : String(value)}
      onChange={(next) => set(next === null ? null : Number(next))}
      error={fault(isMissing)}
      data={list.map((one) => ({
        value: String(one.id),
        label: one.balanceMinor === null ? one.name : `${one.name} · ${money(one.balanceMinor)}`,
      }))}
    />
  );
  const owed = (tips.data ?? []).filter(({ owedMinor }) => owedMinor > 0);
  const isFromDesk = placeOf(from)?.kind === 'register';
  const isToDesk = placeOf(to)?.kind === 'register';
  const titleKey =
    kind === 'transfer' && isFromDesk !== isToDesk ? (isToDesk ? 'op.inTitle' : 'op.encash') : `kinds.${kind}`;
  return (
    <CardDrawer title={t(titleKey)} size={480} onClose={close} onSave={run}>
      <div className="z-card-body">
        <Stack gap={12}>
          <Select
            label={t('op.kind')}
            allowDeselect={false}
            value={kind}
            onChange={(next) => {
              if (!next) return;
              setKind(next);
              setStaffId(null);
            }}
            data-autofocus={line !== undefined || undefined}
            data={choices.kinds
              .filter((one) => !line || line.kinds.includes(one))
              .map((value) => ({ value, label: t(`kinds.${value}`) }))}
          />
          <MoneyInput
            label={t('op.amount')}
            data-autofocus={line === undefined || undefined}
            disabled={line !== undefined}
            value={amountMinor}
            onChange={setAmount}
            error={fault(missing.amount)}
          />
          {needs.from && place(t('op.from'), sources, from, setFromId, missing.from, line?.side === 'from')}
          {needs.to && place(t('op.to'), goals, to, setToId, missing.to, line?.side === 'to')}
          {needs.supplier && (
            <Named
              label={t('op.supplierField')}
              value={supplierText}
              onChange={setSupplier}
              names={(suppliers.data ?? []).map(({ name }) => name)}
              newText={(name) => t('op.newSupplier', { name })}
              error={fault(missing.supplier)}
              description={
                supplier && supplier.debtMinor > 0 ? t('op.debt', { sum: money(supplier.debtMinor) }) : undefined
              }
            />
          )}
          {needs.article && (
            <Named
              label={t('op.article')}
              value={articleName}
              onChange={setArticle}
              names={(articles.data ?? []).map(({ name }) => name)}
              newText={(name) => t('op.newArticle', { name })}
              error={fault(missing.article)}
            />
          )}
          {needs.staff && (
            <Select
              label={t('op.staff')}
              searchable
              value={staffId}
              error={fault(missing.staff)}
              onChange={(next) => {
                setStaffId(next);
                const minor = owed.find((one) => String(one.staffId) === next)?.owedMinor;
                if (kind === 'tips_payout' && amountMinor === null && minor !== undefined) setAmount(minor);
              }}
              description={kind === 'tips_payout' && tips.data && owed.length === 0 ? t('op.noTips') : undefined}
              data={
                kind === 'tips_payout'
                  ? owed.map((one) => ({ value: String(one.staffId), label: `${one.name} · ${money(one.owedMinor)}` }))
                  : (staff.data ?? []).map((one) => ({ value: String(one.id), label: personName(one, nameOrder) }))
              }
            />
          )}
          {isCash && register?.shift ? (
            <span className="z-dim">
              {t('op.dayOfShift', { date: formatDate(register.shift.localDate, 'dayMonth', locale) })}
            </span>
          ) : (
            <DateInput
              label={t('op.day')}
              disabled={line !== undefined}
              valueFormat="DD.MM.YYYY"
              dateParser={typedDate}
              maxDate={today}
              value={localDate}
              onChange={(value) => value && setDate(value)}
            />
          )}
          {kind === 'supplier_bill' && (
            <DateInput
              label={t('op.dueOn')}
              valueFormat="DD.MM.YYYY"
              dateParser={typedDate}
              clearable
              value={dueOn}
              onChange={setDueOn}
            />
          )}
          <Textarea
            label={t('op.comment')}
            autosize
            minRows={2}
            maxLength={400}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Receipts files={files} onChange={setFiles} />
          {post.error !== null && (
            <Alert color="danger" role="alert">
              {errorText(post.error, t)}
            </Alert>
          )}
        </Stack>
      </div>
      <footer className="z-card-foot">
        <span />
        <Button variant="default" onClick={close}>
          {t('common:cancel')}
        </Button>
        <Button type="submit" loading={post.isPending} rightSection={<Keys shortcut="Ctrl+Enter" />}>
          {t('op.post')}
        </Button>
      </footer>
    </CardDrawer>
  );
}

interface NamedProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (name: string) => void;
  readonly names: readonly string[];
  readonly newText: (name: string) => string;
  readonly error: string | undefined;
  readonly description?: string | undefined;
}

/** A name of a dictionary, or a new one that is typed. */
function Named({ label, value, onChange, names, newText, error, description }: NamedProps) {
  const [search, setSearch] = useState(value);
  const typed = search.trim();
  const isNew = typed !== '' && !names.includes(typed);
  const options = [...names, ...(value !== '' && !names.includes(value) ? [value] : [])].map((name) => ({
    value: name,
    label: name,
  }));
  return (
    <Select
      label={label}
      searchable
      value={value === '' ? null : value}
      onChange={(next) => onChange(next ?? '')}
      onSearchChange={setSearch}
      error={error}
      description={description}
      data={isNew && typed !== value ? [...options, { value: typed, label: newText(typed) }] : options}
    />
  );
}
