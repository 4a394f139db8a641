import type { Category, Localized, Template } from "@/core/domain/entities/template";
import { mainText } from "@/core/domain/entities/template";

export interface Suggestion {
  readonly kind: "category" | "tag" | "template";
  readonly name: string;
  /** Where it leads. */
  readonly to: string;
}

/** How many there are at most of each kind. */
const LIMITS = { category: 2, tag: 3, template: 4 };

/** Letters that are typed differently, but read the same. */
const folded = (text: string): string =>
  text.toLowerCase().replaceAll("ي", "ی").replaceAll("ك", "ک").replaceAll("\u200c", " ").normalize("NFKD").replace(/\p{M}/gu, "");

/** What the user may be typing: categories, tags and templates with a word that begins so. */
export function suggest(
  text: string,
  templates: readonly Template[],
  categories: readonly Category[],
  localized: (texts: Localized) => string,
): Suggestion[] {
  const wanted = folded(text);
  const matches = ({ name }: Suggestion) => ` ${folded(name)}`.includes(` ${wanted}`);
  const tags = new Map(templates.flatMap(({ tags }) => tags).map((tag) => [mainText(tag), localized(tag)]));
  const all: Suggestion[][] = [
    categories.map(({ slug, name }) => ({ kind: "category", name, to: `/?category=${encodeURIComponent(slug)}` })),
    [...tags].map(([tag, name]) => ({ kind: "tag", name, to: `/?tag=${encodeURIComponent(tag)}` })),
    templates.map(({ id, title }) => ({ kind: "template", name: localized(title), to: `/templates/${id}` })),
  ];
  return all.flatMap((ofKind) => ofKind.filter(matches).slice(0, LIMITS[ofKind[0]?.kind ?? "tag"]));
}
