import { create } from "zustand";
import { session } from "@/core/api/client";

/** Whether the user has confirmed that the photos they add show them, or that they may use them. Asked again after a sign-in. */
export const usePhotoConsent = create<{ readonly isGiven: boolean }>(() => ({ isGiven: false }));

session.onChange(() => usePhotoConsent.setState({ isGiven: false }));
