import { ChevronDown } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type CountryCode, listCountries } from "@/core/domain/phone";
import { useFormats } from "@/shared/hooks/use-formats";

interface CountrySelectProps {
  readonly country: CountryCode;
  /** The currency of the prices, once they are loaded. */
  readonly currency: string | undefined;
  onChange(country: CountryCode): void;
}

/** Selects the country whose prices are shown. */
export function CountrySelect({ country, currency, onChange }: CountrySelectProps) {
  const { t, i18n } = useTranslation("payment");
  const { currencyName } = useFormats();
  const countries = useMemo(() => listCountries(i18n.language), [i18n.language]);
  return (
    <p className="flex w-full flex-wrap items-center gap-2 text-sm sm:w-auto">
      <label htmlFor="country" className="text-muted">
        {t("upgrade.country")}
      </label>
      <span className="relative flex w-full items-center sm:w-auto">
        <select
          id="country"
          value={country}
          onChange={({ target }) => onChange(target.value as CountryCode)}
          className="shows-focus h-11 w-full cursor-pointer sm:max-w-60 appearance-none truncate rounded-xl border border-border bg-field ps-3.5 pe-10 text-base font-medium"
        >
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden size={16} className="pointer-events-none absolute end-3.5 text-muted" />
      </span>
      {currency && currency !== "IRR" && <span className="text-muted">{t("upgrade.currency", { currency: currencyName(currency) })}</span>}
    </p>
  );
}
