import { ChevronDown } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type CountryCode, listCountries } from "@/core/domain/phone";

interface CountrySelectProps {
  readonly country: CountryCode;
  onChange(country: CountryCode): void;
}

/** Selects the country whose prices are shown. */
export function CountrySelect({ country, onChange }: CountrySelectProps) {
  const { t, i18n } = useTranslation("payment");
  const countries = useMemo(() => listCountries(i18n.language), [i18n.language]);
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm">
      <label htmlFor="country" className="text-muted">
        {t("upgrade.country")}
      </label>
      <span className="relative flex items-center">
        <select
          id="country"
          value={country}
          onChange={({ target }) => onChange(target.value as CountryCode)}
          className="shows-focus h-10 max-w-60 cursor-pointer appearance-none truncate rounded-xl border border-border bg-field ps-3.5 pe-10 text-base font-medium"
        >
          {countries.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden size={16} className="pointer-events-none absolute end-3.5 text-muted" />
      </span>
    </p>
  );
}
