import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import type { FileId } from '../../src-shared/files/files.contract.ts';
import { api } from '../api/client.ts';
import { Initials } from '../ui/Initials.tsx';

interface StaffAvatarProps {
  readonly name: string;
  readonly colour: string;
  readonly photoFileId: FileId | null;
  /** Pixels. */
  readonly size: number;
}

/** The portrait of a master, or their initials; decoration beside the name. */
export function StaffAvatar({ name, colour, photoFileId, size }: StaffAvatarProps) {
  const fileIds = useMemo(() => (photoFileId === null ? [] : [photoFileId]), [photoFileId]);
  const photo = usePhotos(fileIds).get(photoFileId ?? 0);
  if (photo === undefined) return <Initials name={name} colour={colour} size={size} />;
  return <img className="z-photo" src={photo} alt="" width={size} height={size} />;
}

/** The addresses of portraits, as far as they are here. A portrait never changes under its id, so it is read once. */
export function usePhotos(fileIds: readonly FileId[]): ReadonlyMap<number, string> {
  const files = useQueries({
    queries: fileIds.map((fileId) => ({
      ...api.staff.photo.queryOptions({ input: { fileId } }),
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    })),
    combine: filesOf,
  });
  return useMemo(
    () =>
      new Map(
        files.flatMap((file, index): [number, string][] =>
          file ? [[fileIds[index]!, `data:${file.mediaType};base64,${file.base64}`]] : [],
        ),
      ),
    [files, fileIds],
  );
}

const filesOf = (results: readonly { readonly data: FileOutput | undefined }[]): (FileOutput | undefined)[] =>
  results.map(({ data }) => data);
