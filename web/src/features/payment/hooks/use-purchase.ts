import { useEffect, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { Failure } from "@/core/api/failure";
import type { Offer } from "@/core/domain/entities/payment";
import { useIsSignedIn } from "@/shared/stores/sign-in";
import { refetchOffers } from "../queries/products";
import { refetchPayments, startPayment } from "../queries/payments";

export interface Purchase {
  /** The product whose payment is being started. */
  readonly busyId: string | null;
  /** Why the last attempt failed. */
  readonly problem: { readonly productId: string; readonly failure: Failure } | null;
  /** Resolves when the browser leaves for the provider's page, or the attempt has failed. */
  buy(offer: Offer): Promise<void>;
}

/** Buys a product: starts the payment and leaves for the provider's page. Guests sign in first. */
export function usePurchase(): Purchase {
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const isSignedIn = useIsSignedIn();
  const [busyId, setBusyId] = useState<string | null>(null);
  const [problem, setProblem] = useState<Purchase["problem"]>(null);

  // The browser may show this page as it was left when the user goes back.
  useEffect(() => {
    const restore = ({ persisted }: PageTransitionEvent) => persisted && setBusyId(null);
    addEventListener("pageshow", restore);
    return () => removeEventListener("pageshow", restore);
  }, []);

  const buy = async (offer: Offer) => {
    if (!isSignedIn) {
      void navigate("/sign-in", { state: { next: pathname + search } });
      return;
    }
    setBusyId(offer.id);
    setProblem(null);
    try {
      const { id, redirectUrl } = await startPayment(offer);
      if (redirectUrl) {
        location.assign(redirectUrl);
      } else {
        void navigate(`/upgrade/result?payment=${id}`);
      }
    } catch (error) {
      const failure = Failure.of(error);
      if (failure.code === "NOT_FOUND") {
        refetchOffers();
      } else if (failure.code === "ALREADY_SUBSCRIBED") {
        void refetchPayments();
      }
      setProblem({ productId: offer.id, failure });
      setBusyId(null);
    }
  };
  return { busyId, problem, buy };
}
