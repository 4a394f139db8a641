import { useQuery } from "@tanstack/react-query";
import { api, dataOf } from "@/core/api/client";
import { useConnection } from "@/core/api/connection";
import type { EngineId, Engines, ImageSize } from "@/core/domain/entities/generation";

/** The engines and their prices. Loaded again after a reconnect. */
export function useEngines(): Engines | undefined {
  const { data } = useQuery({
    queryKey: ["engines"],
    queryFn: ({ signal }) => dataOf(api.GET("/engines", { signal })),
    enabled: useConnection((state) => state.isReachable),
    staleTime: Infinity,
  });
  return data;
}

/** The price of an image on the price list. Undefined if the engine does not make it, or is not known yet. */
export const listPrice = (engines: Engines | undefined, size: ImageSize = "1K", engine: EngineId = "standard"): number | undefined =>
  engines?.engines.find(({ id }) => id === engine)?.stars[size];
