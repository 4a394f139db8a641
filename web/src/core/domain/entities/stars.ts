import type { components } from "@/core/api/schema";

/** A movement of the user's stars. */
/** What new users get as a gift. */
export const WELCOME_STARS = 3;

export type StarsEntry = components["schemas"]["StarsEntry"];
