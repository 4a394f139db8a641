import { useState } from "react";
import { useAccount } from "@/shared/queries/account";
import { type Errand, savedErrand } from "@/shared/stores/errand";
import { useIsSignedIn } from "@/shared/stores/sign-in";

interface MissingStars {
  readonly errand: Errand;
  /** The stars that the user has. */
  readonly balance: number;
  /** How many more stars the errand needs; not positive if there are enough. */
  readonly missing: number;
}

/** How many stars the user lacks for what they were doing; null if they were doing nothing. */
export function useMissingStars(): MissingStars | null {
  const [errand] = useState(savedErrand.read);
  const { data: account } = useAccount({ enabled: useIsSignedIn() });
  if (!errand || !account) {
    return null;
  }
  const balance = account.user.stars;
  return { errand, balance, missing: errand.needed - balance };
}
