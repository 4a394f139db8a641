import type { components } from "@/core/api/schema";

export type User = components["schemas"]["User"];
export type Stats = components["schemas"]["Stats"];

/** Up to two initials; empty if the user has no name. */
export function initialsOf(user: Pick<User, "name">): string {
  const words = (user.name ?? "").trim().split(/\s+/).filter(Boolean);
  // The ZWNJ keeps two Persian letters from joining.
  return words
    .slice(0, 2)
    .map((word) => [...word][0])
    .join("\u200c")
    .toUpperCase();
}
