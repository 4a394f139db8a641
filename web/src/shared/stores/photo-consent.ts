import { create } from "zustand";
import { session } from "@/core/api/client";

const ITEM = "nero.photo-consent";

/**
 * Whether the user has confirmed that the photos they add show them, or that they may use them. Kept over a reload of the tab, like
 * the photos. Asked again when somebody else may use the app: after signing out.
 */
export const usePhotoConsent = create<{ readonly isGiven: boolean }>(() => ({ isGiven: sessionStorage.getItem(ITEM) !== null }));

usePhotoConsent.subscribe(({ isGiven }) => (isGiven ? sessionStorage.setItem(ITEM, "given") : sessionStorage.removeItem(ITEM)));

session.onChange((isSignedIn) => {
  if (!isSignedIn) {
    usePhotoConsent.setState({ isGiven: false });
  }
});
