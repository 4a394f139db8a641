/** Widths that pictures are asked for in, pixels. */
const WIDTHS = [240, 360, 480, 720, 960, 1440];

/** Cloudinary makes each width on request; other stores have the picture as it is. */
const RESIZABLE = /^(https:\/\/res\.cloudinary\.com\/[^/]+\/image\/upload\/)(.+)$/;

/** The addresses of a picture by width, for `srcset`; none where its store cannot resize. */
export function pictureWidths(url: string): string | undefined {
  const parts = RESIZABLE.exec(url);
  return parts ? WIDTHS.map((width) => `${parts[1]}f_auto,q_auto,c_limit,w_${width}/${parts[2]} ${width}w`).join(", ") : undefined;
}

/** What Nero takes: kinds, and the most bytes of one picture. */
export const PICTURE_TYPES = ["image/jpeg", "image/png", "image/webp"];
export const MAX_PICTURE_BYTES = 10 * 1024 * 1024;
