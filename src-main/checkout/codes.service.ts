import type { z } from 'zod';
import type { codesContract } from '../../src-shared/checkout/codes.contract.ts';
import { isDomainError } from '../../src-shared/kernel/errors.ts';
import { cardNumberReadings } from '../../src-shared/loyalty/discount-cards.rules.ts';
import { barcodeOf } from '../../src-shared/products/barcode.rules.ts';
import type { CertificatesService } from '../certificates/certificates.service.ts';
import type { ClientsService } from '../clients/clients.service.ts';
import type { DiscountCardsService } from '../loyalty/discount-cards.service.ts';
import type { DiscountsService } from '../loyalty/discounts.service.ts';
import type { MembershipsService } from '../memberships/memberships.service.ts';
import type { ProductsService } from '../products/products.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';

/** Before its ids are branded. */
type Reading = z.input<(typeof codesContract)['readCode']['~orpc']['outputSchema'] & z.ZodType>;

/** Whom the reader of codes asks. */
export interface CodesNeighbours {
  readonly products: Pick<ProductsService, 'byBarcode'>;
  readonly certificates: Pick<CertificatesService, 'check'>;
  readonly cards: Pick<DiscountCardsService, 'byNumber'>;
  readonly clients: Pick<ClientsService, 'hits'>;
  readonly memberships: Pick<MembershipsService, 'reading' | 'numbers'>;
  readonly discounts: Pick<DiscountsService, 'couponNamed'>;
}

/** Tells what a code is that somebody scanned or typed: the one answer for every place of the program. */
export class CodesService {
  readonly #deps: ServiceDeps;
  readonly #near: CodesNeighbours;

  constructor(deps: ServiceDeps, neighbours: CodesNeighbours) {
    this.#deps = deps;
    this.#near = neighbours;
  }

  /** Goods, certificate, client's card, membership, coupon: the first that knows the code and that the caller may see. */
  read(caller: Caller, code: string): Reading {
    let archivedName = '';
    if (caller.can('see_catalogue')) {
      const product = found(
        () => this.#near.products.byBarcode({ barcode: code }),
        (data) => {
          archivedName = typeof data['name'] === 'string' ? data['name'] : '';
        },
      );
      if (product) return { kind: 'product', productId: product.id, name: product.name };
    }
    const numbered = cardNumberReadings(code);
    return (
      (caller.can('see_cash') ? this.#certificate(numbered) : null) ??
      (caller.can('see_clients') ? this.#client(caller, code) : null) ??
      (caller.can('see_cash') ? this.#membership(numbered) : null) ??
      (caller.can('take_payment') ? this.#coupon(code) : null) ?? {
        kind: 'unknown',
        code: barcodeOf(code),
        archivedName,
      }
    );
  }

  #certificate(readings: readonly string[]): Reading | null {
    for (const number of readings) {
      const answer = found(() => this.#near.certificates.check({ number }));
      if (!answer) continue;
      const { certificate, hindrance } = answer;
      return {
        kind: 'certificate',
        certificateId: certificate.id,
        number: certificate.number,
        balanceMinor: certificate.balanceMinor,
        expiresOn: certificate.expiresOn,
        hindrance,
      };
    }
    return null;
  }

  #client(caller: Caller, code: string): Reading | null {
    const answer = found(() => this.#near.cards.byNumber({ number: code }));
    if (!answer) return null;
    const { card, clientId } = answer;
    const [owner] = clientId === null ? [] : this.#near.clients.hits(caller, [clientId]);
    return {
      kind: 'client',
      clientId: owner?.id ?? null,
      clientName: owner?.name ?? '',
      cardNumber: card?.number ?? code,
    };
  }

  #membership(readings: readonly string[]): Reading | null {
    for (const number of readings) {
      const [row] = this.#near.memberships.numbers.beginningWith(number, 1);
      if (row?.number !== number) continue;
      const { membership } = this.#near.memberships.reading.card({ membershipId: row.id as never });
      const { id: membershipId, title, clientId, clientName } = membership;
      return { kind: 'membership', membershipId, title, clientId, clientName };
    }
    return null;
  }

  #coupon(code: string): Reading | null {
    const coupon = this.#near.discounts.couponNamed(this.#deps.store.reader, code);
    return coupon && { kind: 'coupon', ...coupon };
  }
}

/** An answer, or null where nobody knows; `told` hears what the refusal said. */
function found<T>(ask: () => T, told: (data: Readonly<Record<string, unknown>>) => void = () => undefined): T | null {
  try {
    return ask();
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'NOT_FOUND') throw error;
    told(error.data);
    return null;
  }
}
