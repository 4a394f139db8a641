import { create } from "zustand";
import { session } from "@/core/api/client";

/** Whether the user has confirmed that the photos they add show them, or that they may use them. Asked again when somebody else may use the app: after signing out. */
export const usePhotoConsent = create<{ readonly isGiven: boolean }>(() => ({ isGiven: false }));

session.onChange((isSignedIn) => {
  if (!isSignedIn) {
    usePhotoConsent.setState({ isGiven: false });
  }
});
