import { type ReactNode, useId } from "react";
import { usePageTitle } from "@/shared/hooks/use-page-title";

/** How links in the text look. */
export const LINK = "shows-focus rounded font-medium link";

/** The layout of a page of text. */
export function Document({ title, children }: { title: string; children: ReactNode }) {
  usePageTitle(title);
  return (
    <article className="mx-auto w-full max-w-3xl px-4 pb-16 pt-8 sm:px-6 sm:pt-12">
      <h1 className="text-3xl font-bold sm:text-4xl">{title}</h1>
      {children}
    </article>
  );
}

export function Section({ id, title, children }: { id?: string; title: string; children: ReactNode }) {
  const heading = useId();
  return (
    <section id={id} aria-labelledby={heading} className="mt-9 scroll-mt-20">
      <h2 id={heading} className="text-xl font-semibold">
        {title}
      </h2>
      <div className="mt-2.5 space-y-3 leading-relaxed">{children}</div>
    </section>
  );
}
