import { useQuery } from '@tanstack/react-query';
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
  const photo = usePhoto(photoFileId);
  if (photo === null) return <Initials name={name} colour={colour} size={size} />;
  return <img className="z-photo" src={photo} alt="" width={size} height={size} />;
}

/** The address of a portrait; null while there is none. A portrait never changes under its id, so it is read once. */
export function usePhoto(fileId: FileId | null): string | null {
  const query = useQuery({
    ...api.staff.photo.queryOptions({ input: { fileId: fileId ?? (0 as FileId) } }),
    enabled: fileId !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return fileId !== null && query.data ? `data:${query.data.mediaType};base64,${query.data.base64}` : null;
}
