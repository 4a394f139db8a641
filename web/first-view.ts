import { readFileSync } from "node:fs";
import type { IndexHtmlTransformContext, Plugin } from "vite";

const LANGUAGES = ["en", "fa"];

function title(language: string): string {
  const file = readFileSync(new URL(`src/shared/translations/${language}.json`, import.meta.url), "utf8");
  return (JSON.parse(file) as { landing: { title: string } }).landing.title;
}

/** What `public/before-paint.js` preloads in a language: texts and fonts on all pages, and templates on the first page of guests. */
interface Preloads {
  readonly texts: string | undefined;
  readonly fonts: string[];
  /** The address of the first templates, the same as in `ExplorePage`. */
  readonly templates: string;
}

type Bundle = NonNullable<IndexHtmlTransformContext["bundle"]>;

/** The file of the texts of a language that every page shows. */
const texts = (bundle: Bundle, language: string): string | undefined =>
  Object.values(bundle).find((output) => output.type === "chunk" && output.facadeModuleId?.endsWith(`/translations/${language}.json`))
    ?.fileName;

/** The fonts of a language. English texts have no Arabic letters, but Persian ones have Latin characters such as spaces. */
const fonts = (bundle: Bundle, language: string): string[] =>
  Object.keys(bundle).filter((name) => (language === "fa" ? /-(arabic|latin)-wght-/ : /-latin-wght-/).test(name));

/**
 * Puts the title of the landing page into index.html, so that guests see it before the app is loaded, and lists there what the first
 * page needs. The browser would learn of these files one after the other.
 */
export function firstView(): Plugin {
  let api = "/api";
  return {
    name: "first-view",
    configResolved: ({ env }) => {
      api = env.VITE_API_BASE_URL ?? api;
    },
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        const titled = LANGUAGES.reduce((text, language) => text.replace(`%title.${language}%`, title(language)), html);
        if (!bundle) {
          return titled.replace(' data-preloads="%preloads%"', "");
        }
        const preloads = Object.fromEntries(
          LANGUAGES.map((language): [string, Preloads] => [
            language,
            {
              texts: texts(bundle, language),
              fonts: fonts(bundle, language),
              templates: `${api}/v1/templates?limit=24`,
            },
          ]),
        );
        return titled.replace("%preloads%", JSON.stringify(preloads).replaceAll('"', "&quot;"));
      },
    },
  };
}
