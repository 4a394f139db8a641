import { useQuery } from "@tanstack/react-query";
import { anonymousApi, dataOf } from "@/core/api/client";
import { useConnection } from "@/core/api/connection";
import type { Offer } from "@/core/domain/entities/payment";
import { queryClient } from "@/shared/queries/query-client";

const PRODUCTS = "products";

/** Milliseconds for which the server allows to keep the products. */
const MAX_AGE = 60_000;

/** What people in a country can buy, in the order in which to show it. Loaded again after a reconnect. */
export function useOffers(country: string | undefined) {
  return useQuery({
    queryKey: [PRODUCTS, country],
    queryFn: async ({ signal }): Promise<Offer[]> => {
      const { products } = await dataOf(anonymousApi.GET("/products", { params: { query: { country } }, signal }));
      return products.map(({ prices, ...product }) => ({ ...product, price: prices[0]! }));
    },
    enabled: useConnection((state) => state.isReachable) && country !== undefined,
    staleTime: MAX_AGE,
  });
}

/** Loads the products again after one of them was refused. */
export const refetchOffers = () => void queryClient.invalidateQueries({ queryKey: [PRODUCTS] });
