import { useQuery } from '@tanstack/react-query';
import type { ClientFile } from '../../src-shared/client-files/client-files.contract.ts';
import { api } from '../api/client.ts';

/** A picture by its content or its thumbnail: a content never changes under its id, so it is read once. */
export function usePicture(
  file: ClientFile,
  isSmall: boolean,
): { readonly url: string | null; readonly error: unknown } {
  const part = isSmall && file.hasThumb ? api.clientFiles.thumb : api.clientFiles.content;
  const { data, error } = useQuery({
    ...part.queryOptions({ input: { clientFileId: file.id } }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return { url: data ? `data:${data.mediaType};base64,${data.base64}` : null, error };
}
