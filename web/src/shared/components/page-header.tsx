import type { ReactNode } from "react";

interface PageHeaderProps {
  /** The id of the title. */
  readonly id?: string;
  readonly title: string;
  /** Below the title. */
  readonly text?: string;
  /** At the end of the line. */
  readonly children?: ReactNode;
}

/** The title of a page with a collection of the user. */
export function PageHeader({ id, title, text, children }: PageHeaderProps) {
  return (
    <div className="mb-6 flex flex-wrap items-center justify-between gap-3">
      <div>
        <h1 id={id} className="text-2xl font-bold sm:text-3xl">
          {title}
        </h1>
        {text && <p className="mt-1 max-w-2xl text-pretty text-muted">{text}</p>}
      </div>
      {children}
    </div>
  );
}
