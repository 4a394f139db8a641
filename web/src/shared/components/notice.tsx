import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface NoticeProps {
  readonly Icon: LucideIcon;
  readonly title: string;
  readonly text?: string;
  /** Whether this is the page's only content; the title is then an h1. */
  readonly isPage?: boolean;
  readonly children?: ReactNode;
}

/** A message in place of content, with optional buttons. */
export function Notice({ Icon, title, text, isPage = false, children }: NoticeProps) {
  const Heading = isPage ? "h1" : "h2";
  return (
    <div className={`mx-auto flex max-w-sm flex-col items-center px-4 text-center ${isPage ? "py-14 sm:py-20" : "py-6 sm:py-16"}`}>
      <span className="mb-5 grid size-14 place-items-center rounded-2xl bg-surface-tertiary text-muted">
        <Icon aria-hidden size={26} strokeWidth={1.6} />
      </span>
      <Heading className="max-w-full text-lg font-semibold wrap-anywhere">{title}</Heading>
      {text && <p className="mt-1.5 text-pretty text-muted">{text}</p>}
      {children && <div className="mt-6 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}
