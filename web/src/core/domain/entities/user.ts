import type { components } from "@/core/api/schema";

export type User = components["schemas"]["User"];
export type Stats = components["schemas"]["Stats"];

/** One or two letters that stand for a person; none where there is no name. */
export function initialsOf(user: Pick<User, "name">): string {
  const words = (user.name ?? "").trim().split(/\s+/).filter(Boolean);
  // In Persian two letters would join into one that means nothing.
  return words
    .slice(0, 2)
    .map((word) => [...word][0])
    .join("\u200c")
    .toUpperCase();
}
