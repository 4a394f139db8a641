import type { ReactNode } from "react";

/** A word or two about what is beside it. */
export const Badge = ({ children }: { children: ReactNode }) => (
  <span className="rounded-full bg-default px-2.5 py-0.5 text-sm font-medium text-default-foreground">{children}</span>
);
