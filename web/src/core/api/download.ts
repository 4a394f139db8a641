import type { GeneratedPicture } from "@/core/domain/entities/generation";
import { Failure, OFFLINE } from "./failure";

/**
 * Loads a picture as a file, byte for byte: it keeps the mark that says how it was made.
 *
 * @throws Failure `OFFLINE` if it cannot be loaded
 */
export async function pictureFile({ url, format }: GeneratedPicture, name: string): Promise<File> {
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) {
    throw new Failure(OFFLINE);
  }
  const content = await response.blob();
  return new File([content], `${name}.${format}`, { type: content.type });
}

/**
 * Saves a picture. The `download` attribute alone does not work for other origins.
 *
 * @throws Failure `OFFLINE` if it cannot be loaded
 */
export async function download(picture: GeneratedPicture, name: string): Promise<void> {
  const file = await pictureFile(picture, name);
  saveFile(file, file.name);
}

/** Saves a file in the browser's folder of downloads. */
export function saveFile(content: Blob, name: string): void {
  const file = URL.createObjectURL(content);
  Object.assign(document.createElement("a"), { href: file, download: name }).click();
  URL.revokeObjectURL(file);
}
