import { useEffect } from "react";
import type { Category } from "@/core/domain/entities/template";
import { usePreferences } from "@/shared/stores/preferences";
import { useCategories } from "../stores/categories";

/** The categories in the chosen language, which are read where that has not been done. */
export function useCategoriesRead(): Category[] | null {
  const { categories, read } = useCategories();
  const language = usePreferences((it) => it.language);
  useEffect(() => void read(), [read, language]);
  return categories;
}
