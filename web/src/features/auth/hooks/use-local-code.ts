import { useEffect, useState } from "react";

interface Outbox {
  readonly messages: readonly { readonly body: string }[];
}

/**
 * The code of the last SMS to a phone number, if `bin/start` serves this page: it keeps SMS in an outbox instead of sending them.
 * Otherwise null. Builds for a deployed API do not contain the request.
 *
 * @param sentAt changes with each new code
 */
export function useLocalCode(phoneNumber: string, sentAt: number): string | null {
  const [code, setCode] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new code requires another request
  useEffect(() => {
    if (import.meta.env.VITE_API_BASE_URL) {
      return;
    }
    const controller = new AbortController();
    fetch(`/_local/outbox?phoneNumber=${encodeURIComponent(phoneNumber)}`, { signal: controller.signal })
      .then((response) => response.json() as Promise<Outbox>)
      .then(({ messages }) => setCode(messages[0]?.body.match(/\b[0-9]{6}\b/)?.[0] ?? null))
      // Not on one machine, or aborted.
      .catch(() => {});
    return () => controller.abort();
  }, [phoneNumber, sentAt]);
  return code;
}
