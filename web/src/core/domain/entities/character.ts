import type { components } from "@/core/api/schema";

export type Character = components["schemas"]["Character"];
export type Upload = components["schemas"]["Upload"];
export type Uploaded = components["schemas"]["Uploaded"];

export const MIN_PICTURES = 3;
export const MAX_CHARACTERS = 20;
