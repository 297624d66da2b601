import { client } from '../api/client.ts';
import { hasCode } from '../api/error-text.ts';

/** The product of a barcode; null when the salon does not know it. Other failures are the caller's. */
export async function findProductByCode(barcode: string): Promise<number | null> {
  try {
    return (await client.products.byBarcode({ barcode })).id;
  } catch (error) {
    if (hasCode(error, 'NOT_FOUND')) return null;
    throw error;
  }
}
