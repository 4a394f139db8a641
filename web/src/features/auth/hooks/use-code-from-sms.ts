import { useEffect, useEffectEvent } from "react";
import { digitsOf } from "@/core/domain/digits";

interface CodeCredential extends Credential {
  readonly code: string;
}

/** Reads the code from the SMS in browsers that support WebOTP. The last line of the SMS names this site for that purpose. */
export function useCodeFromSms(onCode: (code: string) => void): void {
  const handleCode = useEffectEvent(onCode);
  useEffect(() => {
    if (!("OTPCredential" in window)) {
      return;
    }
    const controller = new AbortController();
    navigator.credentials
      .get({ otp: { transport: ["sms"] }, signal: controller.signal } as CredentialRequestOptions)
      .then((credential) => credential && handleCode(digitsOf((credential as CodeCredential).code, 6)))
      // Denied or timed out: the user types the code.
      .catch(() => {});
    return () => controller.abort();
  }, []);
}
