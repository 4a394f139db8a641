import { useQuery } from "@tanstack/react-query";
import { api, dataOf } from "@/core/api/client";
import { useConnection } from "@/core/api/connection";
import type { GenerationRequest } from "@/core/domain/entities/generation";
import { personalKey, queryClient, usePersonalKey } from "@/shared/queries/query-client";

const QUOTE = "quote";

interface Quote {
  readonly stars: number;
  readonly balance: number;
  readonly affordable: boolean;
  readonly etaSeconds: number;
  readonly priceVersion: number;
}

/** The request for an image made with a template, without its photos and characters. They do not change the price. */
export const requestOf = (templateId: string): GenerationRequest => ({ type: "generate", templateId, keepIdentity: true });

/** The price of an image made with a template, and the user's stars. */
export function useQuote(templateId: string) {
  return useQuery({
    queryKey: [...usePersonalKey(QUOTE), templateId],
    queryFn: ({ signal }) => dataOf(api.POST("/generations/quote", { body: requestOf(templateId), signal })),
    enabled: useConnection((state) => state.isReachable),
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
export function changePrice(templateId: string, price: { stars: number; priceVersion: number }): void {
  queryClient.setQueryData<Quote>(
    [...personalKey(QUOTE), templateId],
    (quote) => quote && { ...quote, ...price, affordable: price.stars <= quote.balance },
  );
}
