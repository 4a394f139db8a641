import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, dataOf } from "@/core/api/client";
import { useConnection } from "@/core/api/connection";
import type { GenerationRequest } from "@/core/domain/entities/generation";
import { personalKey, queryClient, usePersonalKey } from "@/shared/queries/query-client";
import { useIsSignedIn } from "@/shared/stores/sign-in";

const QUOTE = "quote";

interface Quote {
  readonly stars: number;
  readonly balance: number;
  readonly affordable: boolean;
  readonly etaSeconds: number;
  readonly priceVersion: number;
}

/**
 * The price of an image, and the user's stars. While a new price is loading, the last one stays.
 *
 * @param request without uploads and characters: they do not change the price
 */
export function useQuote(request: GenerationRequest) {
  const isSignedIn = useIsSignedIn();
  const isReachable = useConnection((state) => state.isReachable);
  return useQuery({
    queryKey: [...usePersonalKey(QUOTE), request],
    queryFn: ({ signal }) => dataOf(api.POST("/generations/quote", { body: request, signal })),
    enabled: isSignedIn && isReachable,
    placeholderData: keepPreviousData,
  });
}

/** Shows a new number of stars in all quotes. */
export function changeBalance(balance: number): void {
  queryClient.setQueriesData<Quote>(
    { queryKey: personalKey(QUOTE) },
    (quote) => quote && { ...quote, balance, affordable: quote.stars <= balance },
  );
}

/** Shows the price that an error of the API names. */
export function changePrice(request: GenerationRequest, price: { stars: number; priceVersion: number }): void {
  queryClient.setQueryData<Quote>(
    [...personalKey(QUOTE), request],
    (quote) => quote && { ...quote, ...price, affordable: price.stars <= quote.balance },
  );
}
