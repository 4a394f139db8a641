import { create } from "zustand";
import { session } from "@/core/api/client";
import { type CountryCode, countryOf, guessCountry } from "@/core/domain/phone";
import { useAccount } from "@/shared/queries/account";
import { useIsSignedIn } from "@/shared/stores/sign-in";

const ITEM = "nero.country";

/** The country whose prices the user has chosen, for this tab until they sign out. */
const useChosenCountry = create<{ readonly country: CountryCode | null }>(() => ({
  country: sessionStorage.getItem(ITEM) as CountryCode | null,
}));

session.onChange((isSignedIn) => {
  if (!isSignedIn) {
    sessionStorage.removeItem(ITEM);
    useChosenCountry.setState({ country: null });
  }
});

function choose(country: CountryCode): void {
  sessionStorage.setItem(ITEM, country);
  useChosenCountry.setState({ country });
}

/**
 * The country whose prices are shown: the one that the user has chosen, or that of their phone number. For guests, a guess.
 *
 * @returns undefined until the account is loaded
 */
export function useCountry(): [CountryCode | undefined, (country: CountryCode) => void] {
  const isSignedIn = useIsSignedIn();
  const { data: account, error } = useAccount({ enabled: isSignedIn });
  const { country } = useChosenCountry();
  const guess = guessCountry(navigator.languages);
  if (country) {
    return [country, choose];
  }
  if (isSignedIn && !account && !error) {
    return [undefined, choose];
  }
  return [(account && countryOf(account.user.phoneNumber)) ?? guess, choose];
}
