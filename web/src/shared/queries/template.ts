import { useQuery } from "@tanstack/react-query";
import { api, dataOf } from "@/core/api/client";
import { useConnection } from "@/core/api/connection";
import type { Template } from "@/core/domain/entities/template";
import { putTemplate, useTemplates } from "@/shared/stores/templates";
import { usePersonalKey } from "./query-client";

/** Loads a template into the store, and again after a reconnect. Loads a stored template, too: the request counts a view. */
export function useLoadTemplate(id: string) {
  const isReachable = useConnection((state) => state.isReachable);
  return useQuery({
    queryKey: [...usePersonalKey("template"), id, isReachable],
    queryFn: ({ signal }) => load(id, signal),
    gcTime: 0,
  });
}

/** A template, which is loaded unless it is in the store. Undefined until then, without an id, and if it cannot be loaded. */
export function useTemplate(id: string | null | undefined): Template | undefined {
  const template = useTemplates((state) => state.byId[id ?? ""]);
  useQuery({
    queryKey: [...usePersonalKey("stored-template"), id],
    queryFn: ({ signal }) => load(id!, signal),
    enabled: Boolean(id) && !template,
  });
  return template;
}

async function load(id: string, signal: AbortSignal): Promise<string> {
  const { template } = await dataOf(api.GET("/templates/{id}", { params: { path: { id } }, signal }));
  signal.throwIfAborted();
  putTemplate(template);
  return template.id;
}
