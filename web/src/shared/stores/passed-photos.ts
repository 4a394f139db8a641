import { session } from "@/core/api/client";

let photos: readonly File[] = [];

/** Photos that the user has chosen on another page for the next picture. */
export const passedPhotos = {
  pass(files: readonly File[]): void {
    photos = files;
  },

  /** Returns the photos once. */
  take(): readonly File[] {
    const taken = photos;
    photos = [];
    return taken;
  },
};

session.onChange(() => passedPhotos.pass([]));
