/** Iranians count in toman. */
const RIALS_PER_TOMAN = 10;

export interface Money {
  /** In the smallest unit of the currency, such as cents; for IRR in rials. */
  readonly amount: number;
  /** ISO 4217 code. */
  readonly currency: string;
}

/**
 * Formats an amount of money with the digits of the locale. Rials are shown in toman.
 *
 * @param toman the word for toman in the language of the locale
 */
export function formatMoney({ amount, currency }: Money, locale: string, toman: string): string {
  if (currency === "IRR") {
    return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(amount / RIALS_PER_TOMAN)} ${toman}`;
  }
  // The plain sign is that of US dollars. Other dollars keep their country, such as CA$.
  const currencyDisplay = currency === "USD" ? "narrowSymbol" : "symbol";
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 0;
  return format.format(amount / 10 ** digits);
}
