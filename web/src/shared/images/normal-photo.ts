/** The longer side of a photo that is uploaded, in pixels. Engines use no more. */
const MAX_SIDE = 2560;
const QUALITY = 0.92;

/** The size of a photo after it is scaled down. */
export function scaledSize(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/**
 * Makes a photo of any format that the browser can decode, such as HEIC in Safari, one that is uploaded: an upright JPEG file of
 * limited size. It has no metadata, so that it does not say where it was taken. Other files stay as they are.
 */
async function normalPhoto(file: File): Promise<File> {
  const url = URL.createObjectURL(file);
  try {
    const image = Object.assign(new Image(), { src: url });
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), scaledSize(image.naturalWidth, image.naturalHeight));
    const context = canvas.getContext("2d")!;
    // JPEG has no transparency.
    context.fillStyle = "white";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = "high";
    // Applies the orientation that the file says.
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    const name = `${file.name.replace(/\.\w+$/, "")}.jpg`;
    return new File([blob!], name, { type: "image/jpeg", lastModified: file.lastModified });
  } catch {
    return file;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Normalizes photos one after the other, because large ones need much memory. */
export async function normalPhotos(files: readonly File[]): Promise<File[]> {
  const photos: File[] = [];
  for (const file of files) {
    photos.push(await normalPhoto(file));
  }
  return photos;
}
