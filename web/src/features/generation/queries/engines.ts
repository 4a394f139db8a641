import { useQuery } from "@tanstack/react-query";
import { api, dataOf } from "@/core/api/client";

/** Whether images are made on the machine that runs Nero. Undefined until it is known. */
export function useIsLocal(): boolean | undefined {
  const { data } = useQuery({
    queryKey: ["engines"],
    queryFn: ({ signal }) => dataOf(api.GET("/engines", { signal })),
    staleTime: Infinity,
  });
  return data?.engines.find(({ id }) => id === "standard")?.local;
}
