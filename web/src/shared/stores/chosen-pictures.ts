import { MAX_PICTURE_BYTES, MAX_PICTURES, PICTURE_TYPES } from "@/core/domain/pictures";

/** A chosen picture and its upload state. */
export interface ChosenPicture {
  readonly key: string;
  readonly file: File;
  /** Object URL. */
  readonly preview: string;
  readonly state: "waiting" | "sending" | "sent" | "failed";
  /** The fraction sent, from 0 to 1. */
  readonly progress: number;
}

/** How many pictures are sent at once, and how much of them has been sent, as a fraction. */
export const uploadProgress = (pictures: readonly ChosenPicture[]): { count: number; sent: number } => ({
  count: pictures.length,
  sent: pictures.reduce((sum, { progress }) => sum + progress, 0) / pictures.length,
});

export interface RejectedFile {
  readonly name: string;
  readonly reason: "wrongType" | "tooLarge" | "tooMany";
}

/** A picture that is not uploaded yet. */
export const chosenPicture = (file: File): ChosenPicture => ({
  key: crypto.randomUUID(),
  file,
  preview: URL.createObjectURL(file),
  state: "waiting",
  progress: 0,
});

/** Adds the files that the API accepts and returns the rejected ones. */
export function addPictures(
  chosen: readonly ChosenPicture[],
  files: readonly File[],
  max = MAX_PICTURES,
): { pictures: ChosenPicture[]; rejected: RejectedFile[] } {
  const rejected: RejectedFile[] = [];
  const pictures = [...chosen];
  for (const file of files) {
    const isDuplicate = pictures.some(
      ({ file: { name, size, lastModified } }) => name === file.name && size === file.size && lastModified === file.lastModified,
    );
    if (!PICTURE_TYPES.includes(file.type)) {
      rejected.push({ name: file.name, reason: "wrongType" });
    } else if (file.size > MAX_PICTURE_BYTES) {
      rejected.push({ name: file.name, reason: "tooLarge" });
    } else if (!isDuplicate && pictures.length >= max) {
      rejected.push({ name: file.name, reason: "tooMany" });
    } else if (!isDuplicate) {
      pictures.push(chosenPicture(file));
    }
  }
  return { pictures, rejected };
}

export function removePicture(chosen: readonly ChosenPicture[], key: string): ChosenPicture[] {
  releasePreviews(chosen.filter((picture) => picture.key === key));
  return chosen.filter((picture) => picture.key !== key);
}

export function updatePicture(chosen: readonly ChosenPicture[], key: string, change: Partial<ChosenPicture>): ChosenPicture[] {
  return chosen.map((picture) => (picture.key === key ? { ...picture, ...change } : picture));
}

/** Frees the memory of the previews. */
export function releasePreviews(pictures: readonly ChosenPicture[]): void {
  for (const { preview } of pictures) {
    URL.revokeObjectURL(preview);
  }
}
