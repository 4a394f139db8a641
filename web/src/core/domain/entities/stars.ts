import type { components } from "@/core/api/schema";

/** What new users get as a gift. */
export const WELCOME_STARS = 3;

/** How many pictures of a price new users get as a gift. */
export const freePictures = (stars: number): number => Math.floor(WELCOME_STARS / stars);

/** A movement of the user's stars. */
export type StarsEntry = components["schemas"]["StarsEntry"];
