import { Image, LayoutGrid, Tag } from "lucide-react";
import { type RefObject, useEffect, useEffectEvent, useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useLocalized } from "@/shared/hooks/use-localized";
import { useTemplates } from "@/shared/stores/templates";
import { useCategories } from "../hooks/use-categories";
import { type Suggestion, suggest } from "./suggestions";

const ICONS = { category: LayoutGrid, tag: Tag, template: Image };

interface SearchSuggestionsProps {
  readonly text: string;
  /** The field, which keeps the focus. Its arrow keys and Enter choose. */
  readonly input: RefObject<HTMLInputElement | null>;
  onChoose(): void;
}

/** What the user may be typing, from what is loaded. */
export function SearchSuggestions({ text, input, onChoose }: SearchSuggestionsProps) {
  const { t } = useTranslation();
  const id = useId();
  const navigate = useNavigate();
  const localized = useLocalized();
  const categories = useCategories();
  const byId = useTemplates((state) => state.byId);
  const suggestions = useMemo(() => suggest(text, Object.values(byId), categories ?? [], localized), [text, byId, categories, localized]);
  const [active, setActive] = useState<{ text: string; index: number } | null>(null);
  const index = active?.text === text && active.index < suggestions.length ? active.index : -1;
  const choose = ({ to }: Suggestion) => {
    onChoose();
    void navigate(to);
  };
  const handleKey = useEffectEvent((event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && suggestions.length > 0) {
      event.preventDefault();
      // Before the first one is none.
      const count = suggestions.length + 1;
      setActive({ text, index: ((index + 1 + step + count) % count) - 1 });
    } else if (event.key === "Enter" && index >= 0) {
      event.preventDefault();
      choose(suggestions[index]!);
    }
  });
  useEffect(() => {
    const field = input.current;
    field?.addEventListener("keydown", handleKey);
    return () => field?.removeEventListener("keydown", handleKey);
  }, [input]);
  useEffect(() => {
    const field = input.current;
    if (suggestions.length > 0) {
      field?.setAttribute("aria-controls", id);
    }
    if (index >= 0) {
      field?.setAttribute("aria-activedescendant", `${id}-${index}`);
    }
    return () => {
      field?.removeAttribute("aria-controls");
      field?.removeAttribute("aria-activedescendant");
    };
  }, [input, id, index, suggestions.length]);

  return (
    <>
      <p role="status" className="sr-only">
        {t("explore.suggestions", { count: suggestions.length })}
      </p>
      {suggestions.length > 0 && (
        <ul
          id={id}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the pattern of a search field with suggestions
          role="listbox"
          aria-label={t("explore.search")}
          // The field keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          className="absolute inset-x-0 top-full z-30 mt-1.5 animate-rise overflow-hidden rounded-2xl border border-border bg-overlay py-1.5 shadow-lg"
        >
          {suggestions.map((suggestion, position) => {
            const Icon = ICONS[suggestion.kind];
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the field choose
              <li
                key={suggestion.to}
                id={`${id}-${position}`}
                // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: as above
                role="option"
                // The field has the focus.
                tabIndex={-1}
                aria-selected={position === index}
                onClick={() => choose(suggestion)}
                className="flex min-h-11 cursor-pointer items-center gap-3 px-4 py-1.5 outline-none hover:bg-surface-secondary aria-selected:bg-default"
              >
                <Icon aria-hidden size={16} className="shrink-0 text-muted" />
                <span dir="auto" className="min-w-0 flex-1 truncate text-start first-letter:uppercase">
                  {suggestion.name}
                </span>
                <span className="shrink-0 text-xs text-muted">{t(`explore.kinds.${suggestion.kind}`)}</span>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}
