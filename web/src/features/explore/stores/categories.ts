import { create } from "zustand";
import { anonymousApi, dataOf } from "@/core/api/client";
import type { Category } from "@/core/domain/entities/template";
import { type Language, usePreferences } from "@/shared/stores/preferences";

interface Categories {
  /** Named in the chosen language; null until they are read. */
  readonly categories: Category[] | null;
  readonly language: Language | null;
  read(): Promise<void>;
}

/** The categories; Explore works without them, so a failure is tried again the next time alone. */
export const useCategories = create<Categories>((set, get) => ({
  categories: null,
  language: null,
  async read() {
    const { language } = usePreferences.getState();
    if (get().language === language) {
      return;
    }
    try {
      const { categories } = await dataOf(anonymousApi.GET("/categories", { headers: { "Accept-Language": language } }));
      set({ categories, language });
    } catch {
      // Those of the other language are better than none.
    }
  },
}));
