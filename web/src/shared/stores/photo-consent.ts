import { create } from "zustand";
import { session } from "@/core/api/client";

/** The photos that the user has confirmed. After a reload the same photos are other objects, and have to be confirmed again. */
let confirmed = new WeakSet<File>();

/** Whether the user has confirmed that the chosen photos show them, or that they may use them. */
export const usePhotoConsent = create<{ readonly isGiven: boolean }>(() => ({ isGiven: false }));

const NOT_GIVEN = { isGiven: false };

/** Confirms photos, or withdraws that. */
export function setConsent(photos: readonly File[], isGiven: boolean): void {
  for (const photo of photos) {
    confirmed[isGiven ? "add" : "delete"](photo);
  }
  usePhotoConsent.setState({ isGiven });
}

/** Other photos are chosen: a confirmation includes the added ones, and ends with the last photo. */
export function changeConsent(photos: readonly File[]): void {
  if (photos.length === 0) {
    usePhotoConsent.setState(NOT_GIVEN);
  } else if (usePhotoConsent.getState().isGiven) {
    setConsent(photos, true);
  } else {
    usePhotoConsent.setState({ isGiven: photos.every((photo) => confirmed.has(photo)) });
  }
}

/** The page with the photos is closed. The next one asks again, unless it has the same photos. */
export const endConsent = (): void => usePhotoConsent.setState(NOT_GIVEN);

session.onChange((isSignedIn) => {
  if (!isSignedIn) {
    confirmed = new WeakSet();
    endConsent();
  }
});
