import type { components } from "@/core/api/schema";

/** A movement of the user's stars. */
export type StarsEntry = components["schemas"]["StarsEntry"];
