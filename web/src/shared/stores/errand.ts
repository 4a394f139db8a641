import { session } from "@/core/api/client";

/** What the user was doing when they ran out of stars. */
export interface Errand {
  /** Where they were doing it. */
  readonly path: string;
  /** Stars that it costs. */
  readonly needed: number;
  /** The address of a picture that shows it: the template's, or the one that is changed. */
  readonly picture?: string | null;
  /** The location state with which the page goes on: it orders the image at this price, or shows an order to confirm. */
  readonly state:
    | { readonly run: number; readonly isConsentGiven: boolean }
    | { readonly order: "variation" | "upscale"; readonly factor: "2" | "4" };
}

const ITEM = "nero.errand";

/** Milliseconds after which the user has probably turned to something else. */
const MAX_AGE = 60 * 60_000;

/** Keeps the errand while the user buys stars on the provider's page. */
export const savedErrand = {
  save(errand: Errand): void {
    sessionStorage.setItem(ITEM, JSON.stringify({ ...errand, savedAt: Date.now() }));
  },

  read(): Errand | null {
    try {
      const saved = JSON.parse(sessionStorage.getItem(ITEM) ?? "null") as (Errand & { savedAt: number }) | null;
      return saved && Date.now() - saved.savedAt < MAX_AGE ? saved : null;
    } catch {
      return null;
    }
  },

  clear: (): void => sessionStorage.removeItem(ITEM),
};

session.onChange((isSignedIn) => {
  if (!isSignedIn) {
    savedErrand.clear();
  }
});
