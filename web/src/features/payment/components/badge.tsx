import type { ReactNode } from "react";

/** A word or two about what is beside it. */
export const Badge = ({ children }: { children: ReactNode }) => (
  <span className="rounded-full bg-default px-2.5 py-0.5 text-sm font-medium text-default-foreground">{children}</span>
);

/** Marks a card as recommended, at its upper edge. */
export const EdgeBadge = ({ children }: { children: ReactNode }) => (
  <p className="absolute -top-3.5 start-5 rounded-full bg-foreground px-3 py-0.5 text-sm font-medium text-background sm:start-6">
    {children}
  </p>
);
