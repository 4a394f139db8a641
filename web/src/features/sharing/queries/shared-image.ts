import { useQuery } from "@tanstack/react-query";
import { anonymousApi, bodyOf, dataOf } from "@/core/api/client";
import { useConnection } from "@/core/api/connection";
import type { Report } from "@/core/domain/entities/shared-image";

/** A shared image. Loaded again after a reconnect. */
export function useSharedImage(slug: string) {
  return useQuery({
    queryKey: ["shared image", slug],
    queryFn: ({ signal }) => dataOf(anonymousApi.GET("/shared/{slug}", { params: { path: { slug } }, signal })),
    enabled: useConnection((state) => state.isReachable),
    gcTime: 0,
  });
}

/** Tells the operators that an image should not be shared. */
export async function reportSharedImage(slug: string, report: Report): Promise<void> {
  await bodyOf(anonymousApi.POST("/shared/{slug}/reports", { params: { path: { slug } }, body: report }));
}
