import path from 'node:path';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import { type Locale, formatAmount, formatDate, formatNumber } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import { moneyInWords } from '../../src-shared/i18n/money-words.ts';
import { type InvoiceLine, invoiceDue, invoiceTotals, vatRow } from '../../src-shared/invoices/invoices.rules.ts';
import type { PayerRequisites, SellerRequisites } from '../../src-shared/invoices/requisites.rules.ts';
import type { PrintedAct } from '../checkout/act.job.ts';
import { lineName } from '../checkout/slip.service.ts';
import type { Translate } from '../documents/translate.ts';
import type { RunJob } from '../workers/run-job.ts';
import type { InvoicesService, IssuedInvoice } from './invoices.service.ts';
import { VAT_CURRENCIES, VAT_FORM, VAT_UNITS } from './vat-form.ts';
import type { PrintedVatInvoice } from './vat-invoice.job.ts';

interface PaperNeighbours {
  readonly invoices: InvoicesService;
  readonly salonName: () => string;
  readonly runJob: RunJob;
  readonly fontsDir: string;
}

/** Invoices and VAT invoices on A4, drawn from what was written on them when they were given out. */
export class InvoicePapersService {
  readonly #near: PaperNeighbours;

  constructor(neighbours: PaperNeighbours) {
    this.#near = neighbours;
  }

  /** @throws DomainError NOT_FOUND */
  async file(invoiceId: number, locale: Locale): Promise<FileOutput> {
    const { invoices, runJob, fontsDir } = this.#near;
    const issued = invoices.issued(invoiceId);
    const fonts = {
      regularFont: path.join(fontsDir, 'NotoSans_400Regular.ttf'),
      boldFont: path.join(fontsDir, 'NotoSans_700Bold.ttf'),
    };
    const isVat = issued.row.kind === 'vat_invoice';
    const act = isVat ? null : this.invoice(issued, locale);
    const bytes = act
      ? await runJob('checkout.act', { act, ...fonts })
      : await runJob('invoices.vat', { paper: this.vatInvoice(issued), ...fonts });
    const date = formatDate(issued.row.local_date, 'full', isVat ? 'ru' : locale);
    const name = act?.title ?? `Счёт-фактура № ${issued.row.number} от ${date}`;
    return { fileName: `${name}.pdf`, mediaType: 'application/pdf', base64: Buffer.from(bytes).toString('base64') };
  }

  /** An invoice in the language of the person who prints it. */
  invoice({ row, payer, content }: IssuedInvoice, locale: Locale): PrintedAct {
    const i18n = createI18n(locale);
    const t: Translate = (key, values) => i18n.t(key, { ...values });
    const { seller, currency, lines, sale } = content;
    const money = (minor: number): string => formatAmount(minor, currency, locale);
    const date = (day: string): string => formatDate(day, 'full', locale);
    const { totalMinor, vatMinor } = invoiceTotals(lines);
    const { paidMinor, dueMinor } = invoiceDue(totalMinor, sale?.debtMinor ?? null);
    const isTaxed = lines.some(({ vatBp }) => vatBp !== null);
    // A check that was paid in full is billed for the payer's books: the sum is told, nothing is asked for.
    const wordedMinor = dueMinor === 0 ? totalMinor : dueMinor;
    const title = t('invoices:print.title', { number: row.number, date: date(row.local_date) });
    const isVoided = row.void_reason !== null;
    return {
      salonName: this.#near.salonName(),
      title: isVoided ? `${title} — ${t('invoices:print.voidedMark')}` : title,
      bank: {
        bank: seller.bankName,
        bankLabel: t('invoices:print.bank'),
        codeLabel: t('invoices:print.bankCode'),
        code: seller.bankCode,
        accountLabel: t('invoices:print.account'),
        correspondentAccount: seller.correspondentAccount,
        account: seller.bankAccount,
        numbers: [
          `${t('invoices:print.inn')} ${seller.taxNumber}`,
          seller.reasonCode === '' ? '' : `${t('invoices:print.kpp')} ${seller.reasonCode}`,
        ],
        payee: seller.name,
        payeeLabel: t('invoices:print.payee'),
      },
      parties: [
        [t('invoices:print.seller'), partyText(seller, t)],
        [t('invoices:print.buyer'), payer ? partyText(payer, t) : '—'],
      ],
      columns: [
        '№',
        t('checkout:act.columns.what'),
        t('checkout:act.columns.quantity'),
        t('checkout:act.columns.price'),
        t('checkout:act.columns.discount'),
        t('checkout:act.columns.sum'),
      ],
      rows: lines.map((line, index) => ({
        cells: [
          String(index + 1),
          lineName(line, t),
          formatNumber(line.quantityMilli / 1000, locale, 3),
          money(line.priceMinor),
          line.discountMinor > 0 ? money(line.discountMinor) : '—',
          money(line.totalMinor),
        ],
        note: '',
      })),
      totals: [
        [t('invoices:print.total'), money(totalMinor)],
        isTaxed ? [t('invoices:print.vat'), money(vatMinor)] : [t('invoices:print.noVat'), '—'],
        ...(paidMinor > 0 ? [[t('invoices:print.paid'), money(paidMinor)] as const] : []),
        [t('invoices:print.due'), money(dueMinor)],
      ],
      lines: [
        t(dueMinor === 0 ? 'invoices:print.wordsPaid' : 'invoices:print.words', {
          words: moneyInWords(wordedMinor, currency, locale),
        }),
        ...(sale ? [t('invoices:print.basis', { number: sale.number, date: date(sale.localDate) })] : []),
        ...(row.valid_until !== null && dueMinor > 0 && !isVoided
          ? [t('invoices:print.validUntil', { date: date(row.valid_until) })]
          : []),
        ...(isVoided ? [t('invoices:print.voided')] : []),
      ],
      signatures: [
        [
          t(seller.kind === 'company' ? 'invoices:print.director' : 'invoices:print.entrepreneur'),
          seller.director || (seller.kind === 'entrepreneur' ? personOf(seller.name) : ''),
        ],
        [t('invoices:print.accountant'), seller.accountant],
      ],
      signatureHint: t('checkout:act.signature'),
      footer: t('invoices:print.footer', { number: row.number }),
      pageText: t('checkout:act.page'),
    };
  }

  /** A VAT invoice in the words of the law, which are Russian. */
  vatInvoice({ row, payer, content }: IssuedInvoice): PrintedVatInvoice {
    const { seller, currency, lines, sale } = content;
    const i18n = createI18n('ru');
    const t: Translate = (key, values) => i18n.t(key, { ...values });
    const { none } = VAT_FORM;
    const date = (day: string): string => `${formatDate(day, 'full', 'ru')} г.`;
    const numbers = (party: Pick<PayerRequisites, 'taxNumber' | 'reasonCode'>): string =>
      [party.taxNumber, party.reasonCode].filter(Boolean).join('/') || none;
    const { totalMinor, vatMinor } = invoiceTotals(lines);
    const isTaxed = lines.some(({ vatBp }) => vatBp !== null);
    const hasGoods = lines.some(({ kind }) => kind === 'product');
    const span = lines.length === 1 ? '1' : `1–${lines.length}`;
    return {
      salonName: this.#near.salonName(),
      decree: VAT_FORM.decree,
      title: VAT_FORM.title(row.number, date(row.local_date)),
      correction: VAT_FORM.correction,
      head: [
        [VAT_FORM.seller, seller.name, '2'],
        [VAT_FORM.sellerAddress, seller.address, '2а'],
        [VAT_FORM.sellerNumbers, numbers(seller), '2б'],
        [VAT_FORM.consignor, hasGoods ? VAT_FORM.same : none, '3'],
        [VAT_FORM.consignee, hasGoods ? [payer?.name, payer?.address].filter(Boolean).join(', ') || none : none, '4'],
        [VAT_FORM.payment, `${none} от ${none}`, '5'],
        [VAT_FORM.shipment, sale ? `№ п/п ${span} № ${sale.number} от ${date(sale.localDate)}` : none, '5а'],
        [VAT_FORM.buyer, payer?.name ?? none, '6'],
        [VAT_FORM.buyerAddress, payer?.address || none, '6а'],
        [VAT_FORM.buyerNumbers, payer ? numbers(payer) : none, '6б'],
        [VAT_FORM.currency, VAT_CURRENCIES[currency] ?? currency, '7'],
        [VAT_FORM.contract, none, '8'],
      ],
      heads: VAT_FORM.heads,
      groups: [
        { from: 3, title: VAT_FORM.unitHead },
        { from: 12, title: VAT_FORM.countryHead },
      ],
      numbers: VAT_FORM.numbers,
      rows: lines.map((line, index) => vatCells(line, index + 1, t)),
      total: {
        label: VAT_FORM.total,
        cells: {
          7: amount(totalMinor - vatMinor),
          8: 'Х',
          9: 'Х',
          10: isTaxed ? amount(vatMinor) : VAT_FORM.noVat,
          11: amount(totalMinor),
        },
      },
      signatures:
        seller.kind === 'company'
          ? [
              { label: VAT_FORM.director, name: seller.director, extra: null },
              { label: VAT_FORM.accountant, name: seller.accountant || seller.director, extra: null },
            ]
          : [
              {
                label: VAT_FORM.entrepreneur,
                name: seller.director || personOf(seller.name),
                extra: [seller.registration, VAT_FORM.registration],
              },
            ],
      signatureHint: VAT_FORM.signature,
      signerHint: VAT_FORM.signer,
      stamp: row.void_reason === null ? '' : VAT_FORM.voided,
      footer: `Счёт-фактура № ${row.number}`,
      pageText: t('checkout:act.page'),
    };
  }
}

function vatCells(line: InvoiceLine, position: number, t: Translate): string[] {
  const { none } = VAT_FORM;
  const row = vatRow(line);
  const [unitCode, unitSign] = line.unit === null ? [none, none] : (VAT_UNITS[line.unit] ?? [none, none]);
  const isTaxed = row.vatBp !== null;
  return [
    String(position),
    lineName(line, t),
    none,
    unitCode,
    unitSign,
    formatNumber(row.quantityMilli / 1000, 'ru', 3),
    amount(row.unitMinor),
    amount(row.withoutVatMinor),
    VAT_FORM.noExcise,
    isTaxed ? `${formatNumber(row.vatBp / 100, 'ru', 2)}%` : VAT_FORM.noVat,
    isTaxed ? amount(row.vatMinor) : VAT_FORM.noVat,
    amount(row.totalMinor),
    none,
    none,
    none,
  ];
}

/** An amount without its currency, kopecks always written: `1 234,50`. */
function amount(minor: number): string {
  return new Intl.NumberFormat('ru-RU', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(minor / 100);
}

/** The person behind an entrepreneur's name: «ИП Иванова Анна» signs as «Иванова Анна». */
function personOf(name: string): string {
  return name.replace(/^(?:ИП|Индивидуальный предприниматель)\s+/iu, '');
}

function partyText(party: SellerRequisites | PayerRequisites, t: Translate): string {
  return [
    party.name,
    party.taxNumber && `${t('invoices:print.inn')} ${party.taxNumber}`,
    party.reasonCode && `${t('invoices:print.kpp')} ${party.reasonCode}`,
    party.address,
  ]
    .filter(Boolean)
    .join(', ');
}
