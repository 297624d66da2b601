import path from 'node:path';
import type { Sale } from '../../src-shared/checkout/sales.contract.ts';
import { isDiscountable } from '../../src-shared/checkout/pricing.rules.ts';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import { formatAmount, formatDate, formatNumber, type Locale } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import { moneyInWords } from '../../src-shared/i18n/money-words.ts';
import type { Translate } from '../documents/translate.ts';
import type { PrintedAct } from './act.job.ts';
import { type PaperNeighbours, lineName } from './slip.service.ts';

/** The act of a check: what was done and sold, A4, for two signatures. */
export class ActService {
  readonly #near: PaperNeighbours;

  constructor(neighbours: PaperNeighbours) {
    this.#near = neighbours;
  }

  /** @throws DomainError NOT_FOUND */
  async file(saleId: number, locale: Locale): Promise<FileOutput> {
    const act = this.#act(this.#near.sale(saleId), locale);
    const bytes = await this.#near.runJob('checkout.act', {
      act,
      regularFont: path.join(this.#near.fontsDir, 'NotoSans_400Regular.ttf'),
      boldFont: path.join(this.#near.fontsDir, 'NotoSans_700Bold.ttf'),
    });
    const base64 = Buffer.from(bytes).toString('base64');
    return { fileName: `${act.title}.pdf`, mediaType: 'application/pdf', base64 };
  }

  #act(sale: Sale, locale: Locale): PrintedAct {
    const settings = this.#near.settings.now();
    const i18n = createI18n(locale);
    const t: Translate = (key, values) => i18n.t(key, { ...values });
    const money = (minor: number): string => formatAmount(minor, settings.currency, locale);
    // Of what only money pays (a certificate, a deposit, a tip) nothing has been done yet, or it is no work of the salon.
    const done = sale.lines.filter(({ kind }) => isDiscountable(kind));
    const rows = done.length > 0 ? done : sale.lines;
    const others = sale.lines.filter((line) => !rows.includes(line));
    const sum = (lines: readonly Sale['lines'][number][], what: 'grossMinor' | 'netMinor'): number =>
      lines.reduce((total, line) => total + line[what], 0);
    const netMinor = sum(rows, 'netMinor');
    const discountMinor = sum(rows, 'grossMinor') - netMinor;
    const date = formatDate(sale.localDate, 'full', locale);
    const client = sale.clientName ?? '';
    return {
      salonName: settings.salonName,
      title: t('checkout:act.title', { number: sale.number, date }),
      parties: [
        [
          t('checkout:act.performer'),
          [settings.salonName, settings.salonAddress, settings.salonPhone].filter(Boolean).join(', '),
        ],
        [t('checkout:act.customer'), client || '—'],
      ],
      columns: [
        '№',
        t('checkout:act.columns.what'),
        t('checkout:act.columns.quantity'),
        t('checkout:act.columns.price'),
        t('checkout:act.columns.discount'),
        t('checkout:act.columns.sum'),
      ],
      rows: rows.map((line, index) => ({
        cells: [
          String(index + 1),
          lineName(line, t),
          formatNumber(line.quantityMilli / 1000, locale, 3),
          money(line.priceMinor),
          line.grossMinor > line.netMinor ? money(line.grossMinor - line.netMinor) : '—',
          money(line.netMinor),
        ],
        note: [line.note, line.staffName, line.coveredById === null ? '' : t('clientAccount:slip.covered')]
          .filter(Boolean)
          .join(' · '),
      })),
      totals: [
        ...(discountMinor > 0 ? [[t('checkout:act.discount'), money(discountMinor)] as const] : []),
        [t('checkout:act.total'), money(netMinor)],
      ],
      lines: [
        ...(netMinor > 0
          ? [t('checkout:act.words', { words: moneyInWords(netMinor, settings.currency, locale) })]
          : []),
        ...(others.length === 0
          ? []
          : [
              t('checkout:act.also', {
                what: others.map((line) => `${lineName(line, t)} — ${money(line.netMinor)}`).join('; '),
              }),
            ]),
        ...(sale.debtMinor > 0 ? [t('checkout:act.debt', { sum: money(sale.debtMinor) })] : []),
        ...(sale.refundedMinor > 0 && sale.status !== 'reversed'
          ? [t('checkout:act.refunded', { sum: money(sale.refundedMinor) })]
          : []),
        sale.status === 'reversed' ? t('checkout:act.reversed') : t('checkout:act.agreed'),
      ],
      signatures: [
        [t('checkout:act.performer'), sale.cashierName ?? ''],
        [t('checkout:act.customer'), client],
      ],
      signatureHint: t('checkout:act.signature'),
      footer: t('clientAccount:slip.title', { number: sale.number }),
      pageText: t('checkout:act.page'),
    };
  }
}
