import { useQuery } from "@tanstack/react-query";
import { api, dataOf } from "@/core/api/client";
import { useConnection } from "@/core/api/connection";
import { putTemplate } from "@/shared/stores/templates";
import { usePersonalKey } from "./query-client";

/** Loads a template into the store, and again after a reconnect. Loads a stored template, too: the request counts a view. */
export function useLoadTemplate(id: string) {
  const isReachable = useConnection((state) => state.isReachable);
  return useQuery({
    queryKey: [...usePersonalKey("template"), id, isReachable],
    queryFn: async ({ signal }) => {
      const { template } = await dataOf(api.GET("/templates/{id}", { params: { path: { id } }, signal }));
      signal.throwIfAborted();
      putTemplate(template);
      return template.id;
    },
    gcTime: 0,
  });
}
