import { session } from "@/core/api/client";
import type { Price } from "@/core/domain/entities/payment";

interface Started {
  readonly productId: string;
  readonly provider: Price["provider"];
  readonly idempotencyKey: string;
}

const ITEM = "nero.payment";

/**
 * Keeps the idempotency key of the payment that this tab has started until its result is known: the button that is pressed again,
 * after a lost response or a return from the provider's page, continues the same payment.
 */
export const startedPayment = {
  keyOf(productId: string, provider: Price["provider"]): string {
    const saved = read();
    if (saved?.productId === productId && saved.provider === provider) {
      return saved.idempotencyKey;
    }
    const idempotencyKey = crypto.randomUUID();
    sessionStorage.setItem(ITEM, JSON.stringify({ productId, provider, idempotencyKey } satisfies Started));
    return idempotencyKey;
  },

  clear: (): void => sessionStorage.removeItem(ITEM),
};

function read(): Started | null {
  try {
    return JSON.parse(sessionStorage.getItem(ITEM) ?? "null") as Started | null;
  } catch {
    return null;
  }
}

session.onChange((isSignedIn) => {
  if (!isSignedIn) {
    startedPayment.clear();
  }
});
