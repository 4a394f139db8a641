import { create } from "zustand";
import { anonymousApi, dataOf } from "@/core/api/client";
import type { Category } from "@/core/domain/entities/template";

interface Categories {
  /** Null until they are read. */
  readonly categories: Category[] | null;
  read(): Promise<void>;
}

/** The categories; Explore works without them, so a failure is tried again the next time alone. */
export const useCategories = create<Categories>((set) => ({
  categories: null,
  async read() {
    try {
      set(await dataOf(anonymousApi.GET("/categories")));
    } catch {
      set({ categories: null });
    }
  },
}));
