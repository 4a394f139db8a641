import { useEffect, useEffectEvent } from "react";
import { digitsOf } from "@/core/domain/digits";

interface CodeCredential extends Credential {
  readonly code: string;
}

/** Takes the code out of the SMS where the browser offers it (WebOTP); the SMS names this site's origin for that. */
export function useCodeFromSms(onCode: (code: string) => void): void {
  const take = useEffectEvent(onCode);
  useEffect(() => {
    if (!("OTPCredential" in window)) {
      return;
    }
    const giveUp = new AbortController();
    navigator.credentials
      .get({ otp: { transport: ["sms"] }, signal: giveUp.signal } as CredentialRequestOptions)
      .then((credential) => credential && take(digitsOf((credential as CodeCredential).code, 6)))
      // The person types it where this is refused or takes too long.
      .catch(() => {});
    return () => giveUp.abort();
  }, []);
}
