/** Widths in a `srcset`, in pixels. */
const WIDTHS = [240, 360, 480, 720, 960, 1440];

/** Cloudinary resizes pictures by a path segment. Other stores serve the original only. */
const RESIZABLE = /^(https:\/\/res\.cloudinary\.com\/[^/]+\/image\/upload\/)(.+)$/;

/** The `srcset` of a picture, or undefined if its store cannot resize. */
export function pictureSrcSet(url: string): string | undefined {
  const parts = RESIZABLE.exec(url);
  return parts ? WIDTHS.map((width) => `${parts[1]}f_auto,q_auto,c_limit,w_${width}/${parts[2]} ${width}w`).join(", ") : undefined;
}

/** Limits of the API for uploads. */
export const PICTURE_TYPES = ["image/jpeg", "image/png", "image/webp"];
export const MAX_PICTURES = 5;
export const MAX_PICTURE_BYTES = 10 * 1024 * 1024;
