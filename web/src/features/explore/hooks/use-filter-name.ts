import { type TemplateQuery, mainText } from "@/core/domain/entities/template";
import { useLocalized } from "@/shared/hooks/use-localized";
import { useTemplates } from "@/shared/stores/templates";

/** The name of the filtered tag or style in the chosen language, taken from the templates that have been loaded. */
export function useFilterName(filter: "tag" | "style", query: TemplateQuery): string {
  const name = query[filter] ?? "";
  const localized = useLocalized();
  return useTemplates(({ byId }) => {
    const names = Object.values(byId).flatMap(({ tags, style }) => (filter === "tag" ? tags : style ? [style] : []));
    const found = name && names.find((texts) => mainText(texts) === name);
    return found ? localized(found) : name;
  });
}
