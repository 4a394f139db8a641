import { useMemo } from "react";
import { Failure } from "@/core/api/failure";
import { useDebounced } from "@/shared/hooks/use-debounced";
import { listPrice, useEngines } from "@/shared/queries/engines";
import { useQuote } from "../queries/quote";
import { useNewGeneration } from "../stores/new-generation";
import { quotedRequest, type Target } from "../stores/generation-target";

/** Milliseconds after the last change of an option until its price is requested. */
const DEBOUNCE = 250;

export interface Price {
  readonly stars: number;
  readonly priceVersion: number;
  /** Stars that the user has; null for guests, and until it is known. */
  readonly balance: number | null;
}

/**
 * The price of the image that the user is about to create: the quote, or the price list for guests and until the quote is there.
 * The image may be ordered only while the price is confirmed: while an option has just changed, the old quote is out of date.
 */
export function usePrice(target: Target): { price: Price | undefined; isConfirmed: boolean; failure: Failure | null; retry: () => void } {
  const { aspectRatio, size, engine } = useNewGeneration();
  const { kind } = target;
  const id = "id" in target ? target.id : "";
  const request = useMemo(
    () => quotedRequest(kind === "words" ? { kind } : { kind, id }, { prompt: "", aspectRatio, size, engine }),
    [kind, id, aspectRatio, size, engine],
  );
  const debounced = useDebounced(request, DEBOUNCE);
  const quote = useQuote(debounced);
  const engines = useEngines();
  const listed = listPrice(engines, size, engine);
  const failure = quote.error && Failure.of(quote.error);
  const isConfirmed = quote.data !== undefined && !quote.isPlaceholderData && debounced === request;
  const fromList =
    engines && listed !== undefined
      ? { stars: listed, priceVersion: engines.priceVersion, balance: quote.data?.balance ?? null }
      : undefined;
  return {
    price: isConfirmed ? quote.data : fromList,
    isConfirmed,
    failure,
    retry: () => void quote.refetch(),
  };
}
