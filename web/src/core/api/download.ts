import type { GeneratedPicture } from "@/core/domain/entities/generation";
import { Failure, OFFLINE } from "./failure";

/**
 * Saves a picture as a file, byte for byte: it keeps the mark that says how it was made. The `download` attribute alone does not
 * work for other origins.
 *
 * @throws Failure `OFFLINE` if it cannot be loaded
 */
export async function download({ url, format }: GeneratedPicture, name: string): Promise<void> {
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) {
    throw new Failure(OFFLINE);
  }
  saveFile(await response.blob(), `${name}.${format}`);
}

/** Saves a file in the browser's folder of downloads. */
export function saveFile(content: Blob, name: string): void {
  const file = URL.createObjectURL(content);
  Object.assign(document.createElement("a"), { href: file, download: name }).click();
  URL.revokeObjectURL(file);
}
