import { ArrowDownWideNarrow, ChevronDown, Flame, Search as SearchIcon, X } from "lucide-react";
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { defaultSort, SORTS, type TemplateQuery } from "@/core/domain/entities/template";
import { Chip } from "@/shared/components/chip";
import { useCategories } from "../hooks/use-categories";
import { useFilterName } from "../hooks/use-filter-name";

const SearchSuggestions = lazy(async () => ({ default: (await import("./search-suggestions")).SearchSuggestions }));

/** Debounce of the search field, in milliseconds. */
const DEBOUNCE = 250;

/** What the templates are filtered by, besides the search. */
export const FILTERS = ["category", "trending", "tag", "style"] as const;

interface ExploreToolbarProps {
  readonly query: TemplateQuery;
  onChange(change: TemplateQuery): void;
}

/** Searches, filters and sorts the templates. */
export function ExploreToolbar({ query, onChange }: ExploreToolbarProps) {
  const { t } = useTranslation();
  const categories = useCategories();
  /** The filters are alternatives. The one that is on goes off. */
  const choose = (filter: (typeof FILTERS)[number], value: string | true) =>
    onChange({
      ...Object.fromEntries(FILTERS.map((other) => [other, undefined])),
      ...(query[filter] === value ? {} : { [filter]: value }),
      ...(filter === "trending" ? { sort: undefined } : {}),
    });
  const names = { tag: useFilterName("tag", query), style: useFilterName("style", query) };

  return (
    <div className="explore-toolbar sticky z-20 -mx-4 bg-background px-4 py-3 sm:-mx-6 sm:px-6 lg:-mx-10 lg:px-10">
      <div className="flex gap-2">
        <Search search={query.search ?? ""} onSearch={(search) => onChange({ search })} />
        {/* Trending templates are sorted by what is trending. */}
        {!query.trending && (
          <label className="relative flex shrink-0 items-center">
            <span className="sr-only">{t("explore.sort")}</span>
            <ArrowDownWideNarrow
              aria-hidden
              size={18}
              // Phones show only the icon.
              className={`pointer-events-none absolute start-3.5 ${query.sort ? "text-foreground sm:text-muted" : "text-muted"}`}
            />
            <select
              value={query.sort ?? "newest"}
              onChange={({ target: { value } }) => onChange({ sort: SORTS.find((sort) => sort === value && sort !== defaultSort(query)) })}
              className="shows-focus size-11 cursor-pointer appearance-none rounded-full border border-border bg-surface text-sm font-medium text-transparent sm:w-auto sm:pe-10 sm:ps-10 sm:text-foreground"
            >
              {SORTS.map((sort) => (
                <option key={sort} value={sort} className="bg-surface text-foreground">
                  {t(`explore.sorts.${sort}`)}
                </option>
              ))}
            </select>
            <ChevronDown aria-hidden size={16} className="pointer-events-none absolute end-3.5 hidden text-muted sm:block" />
          </label>
        )}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset does not scroll sideways without a scrollbar */}
      <div
        role="group"
        aria-label={t("explore.categories")}
        className="scroller -mx-4 -mb-1 mt-1.5 flex min-h-9 gap-1.5 px-4 py-1 sm:-mx-6 sm:px-6 lg:-mx-1 lg:px-1"
      >
        <Chip
          isOn={FILTERS.every((filter) => !query[filter])}
          onPress={() => onChange(Object.fromEntries(FILTERS.map((filter) => [filter, undefined])))}
        >
          {t("explore.all")}
        </Chip>
        <Chip isOn={query.trending === true} onPress={() => choose("trending", true)}>
          <Flame aria-hidden size={15} className="text-ember" />
          {t("explore.trending")}
        </Chip>
        {(["tag", "style"] as const).map(
          (filter) =>
            query[filter] && (
              <Chip
                key={filter}
                isOn
                label={t("explore.removeFilter", { filter: names[filter] })}
                onPress={() => onChange({ [filter]: undefined })}
              >
                {filter === "tag" ? t("explore.tag", { tag: names.tag }) : t("explore.style", { style: names.style })}
                <X aria-hidden size={14} />
              </Chip>
            ),
        )}
        {(categories ?? []).map(({ id, slug, name }) => (
          <Chip key={id} isOn={query.category === slug} onPress={() => choose("category", slug)}>
            {name}
          </Chip>
        ))}
      </div>
    </div>
  );
}

function Search({ search, onSearch }: { search: string; onSearch: (search: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(search);
  const [lastSearch, setLastSearch] = useState(search);
  if (search !== lastSearch) {
    // Back navigation or a cleared filter changed the URL.
    setLastSearch(search);
    setTyped(search);
  }

  const input = useRef<HTMLInputElement>(null);
  const [isFocused, setFocused] = useState(false);
  const searchFor = useEffectEvent((text: string) => {
    if (text !== search) {
      setLastSearch(text);
      onSearch(text);
    }
  });
  useEffect(() => {
    const timer = setTimeout(() => searchFor(typed.trim()), DEBOUNCE);
    return () => clearTimeout(timer);
  }, [typed]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what happens to the field
    <div
      className="search-field relative min-w-0 flex-1 sm:max-w-md"
      data-empty={typed === ""}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <div className="search-field__group h-11 w-full rounded-full border border-border bg-surface shadow-none">
        <SearchIcon aria-hidden size={16} className="pointer-events-none ms-3.5 shrink-0 text-muted" />
        <input
          ref={input}
          type="search"
          aria-autocomplete="list"
          aria-label={t("explore.search")}
          placeholder={t("explore.searchPlaceholder")}
          value={typed}
          maxLength={200}
          autoComplete="off"
          enterKeyHint="search"
          dir={typed ? "auto" : undefined}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={({ key }) => key === "Escape" && setTyped("")}
          className="search-field__input from-start min-w-0 ps-2"
        />
        {typed && (
          <button
            type="button"
            aria-label={t("explore.clear")}
            onClick={({ currentTarget }) => {
              setTyped("");
              currentTarget.parentElement?.querySelector("input")?.focus();
            }}
            className="shows-focus me-1 grid size-9 shrink-0 cursor-pointer place-items-center rounded-full text-muted hover:text-foreground"
          >
            <X aria-hidden size={16} />
          </button>
        )}
      </div>
      {isFocused && typed.trim().length > 1 && (
        <Suspense>
          <SearchSuggestions text={typed.trim()} input={input} onChoose={() => setTyped("")} />
        </Suspense>
      )}
    </div>
  );
}
