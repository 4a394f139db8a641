import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, dataOf, type Polled, pollOf } from "@/core/api/client";
import { useConnection } from "@/core/api/connection";
import { Failure } from "@/core/api/failure";
import { untilAnswered } from "@/core/api/until-answered";
import { isUnsettled, type Offer, type Payment } from "@/core/domain/entities/payment";
import { personalKey, queryClient, usePersonalKey } from "@/shared/queries/query-client";
import { useIsSignedIn } from "@/shared/stores/sign-in";
import { startedPayment } from "../stores/started-payment";

const PAYMENTS = "payments";
const PAYMENT = "payment";

/** Large enough for the first page to contain the payments of all plans that hold. */
const PAGE_SIZE = 100;

/** Seconds between polls if the server does not say, or fails. */
const POLL_INTERVAL = 4;

/** The user's payments, newest first, by page. */
export function usePayments() {
  const isSignedIn = useIsSignedIn();
  const isReachable = useConnection((state) => state.isReachable);
  return useInfiniteQuery({
    queryKey: usePersonalKey(PAYMENTS),
    queryFn: ({ pageParam, signal }) =>
      dataOf(api.GET("/payments", { params: { query: { limit: PAGE_SIZE, cursor: pageParam ?? undefined } }, signal })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    enabled: isSignedIn && isReachable,
  });
}

/** One of the user's payments. Polled until it is settled, also while the server or the provider fails. */
export function usePayment(id: string) {
  const isReachable = useConnection((state) => state.isReachable);
  return useQuery({
    queryKey: [...usePersonalKey(PAYMENT), id],
    queryFn: ({ signal }): Promise<Polled<{ payment: Payment }>> => pollOf(api.GET("/payments/{id}", { params: { path: { id } }, signal })),
    enabled: isReachable && id !== "",
    refetchInterval: ({ state: { data, error } }) => pollInterval(data, error),
    refetchOnWindowFocus: true,
    gcTime: 0,
  });
}

/** Milliseconds until the next poll; false if nothing will change. */
function pollInterval(polled: Polled<{ payment: Payment }> | undefined, error: Error | null): number | false {
  const failure = error && Failure.of(error);
  if (failure?.code === "NOT_FOUND" || (!failure && polled && !isUnsettled(polled.data.payment))) {
    return false;
  }
  return (failure?.details.retryAfter ?? polled?.retryAfter ?? POLL_INTERVAL) * 1000;
}

/** Refusals after which the next attempt is another payment. */
const ENDS_ATTEMPT = ["KEY_SPENT", "IDEMPOTENCY_MISMATCH", "NOT_FOUND", "PAYMENT_DISPUTED", "ALREADY_SUBSCRIBED"];

/**
 * Starts the payment for a product, or continues the one that this tab has started.
 *
 * @returns the payment: open with the provider's page, or already paid
 */
export async function startPayment({ id, price: { provider } }: Pick<Offer, "id" | "price">): Promise<Payment> {
  try {
    const payment = await requestPayment(id, provider);
    if (isUnsettled(payment) ? !hasClosed(payment) : payment.status === "granted") {
      return payment;
    }
    // The last attempt was given up or came to nothing.
    startedPayment.clear();
    return await requestPayment(id, provider);
  } catch (error) {
    if (ENDS_ATTEMPT.includes(Failure.of(error).code)) {
      startedPayment.clear();
    }
    throw error;
  }
}

const hasClosed = ({ expiresAt }: Payment): boolean => expiresAt !== null && Date.parse(expiresAt) <= Date.now();

const requestPayment = async (productId: string, provider: Offer["price"]["provider"]): Promise<Payment> => {
  const header = { "Idempotency-Key": startedPayment.keyOf(productId, provider) };
  const { payment } = await untilAnswered((signal) =>
    dataOf(api.POST("/payments", { params: { header }, body: { productId, provider }, signal })),
  );
  return payment;
};

/** The address of the provider's page for the user's plan. */
export const openPortal = async (): Promise<string> => (await dataOf(api.POST("/payments/portal", { body: {} }))).url;

export async function endRenewal(): Promise<void> {
  await dataOf(api.DELETE("/users/me/subscription"));
  await refetchPayments();
}

export const refetchPayments = () => queryClient.invalidateQueries({ queryKey: personalKey(PAYMENTS) });
