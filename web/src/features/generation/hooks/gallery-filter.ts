import type { GenerationFilter } from "../queries/generations";

const STATUSES = ["active", "failed"] as const;
const TYPES = ["generate", "edit", "upscale"] as const;

/** Reads the filter of the gallery from the URL. Unknown values are ignored. */
export const filterOf = (parameters: URLSearchParams): GenerationFilter => ({
  status: STATUSES.find((status) => status === parameters.get("show")),
  type: TYPES.find((type) => type === parameters.get("type")),
});

export const parametersOf = ({ status, type }: GenerationFilter): URLSearchParams =>
  new URLSearchParams({ ...(status && { show: status }), ...(type && { type }) });
