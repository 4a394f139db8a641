import { Autocomplete } from "@heroui/react/autocomplete";
import { useFilter } from "@heroui/react/rac";
import { ListBox } from "@heroui/react/list-box";
import { SearchField } from "@heroui/react/search-field";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { toLatinDigits } from "@/core/domain/digits";
import { type CountryCode, listCountries } from "@/core/domain/phone";
import { useFormats } from "@/shared/hooks/use-formats";

interface CountryPickerProps {
  readonly country: CountryCode;
  onChange(country: CountryCode): void;
}

/** Selects the country of a phone number. The list begins with the country that was guessed. Searches by name, country code or calling code. */
export function CountryPicker({ country, onChange }: CountryPickerProps) {
  const { t, i18n } = useTranslation("auth");
  const { contains } = useFilter({ sensitivity: "base" });
  const { digits } = useFormats();
  const all = useMemo(() => listCountries(i18n.language), [i18n.language]);
  const chosen = all.find(({ code }) => code === country);
  const [first] = useState(country);
  const countries = useMemo(() => [...all].sort((one, other) => Number(other.code === first) - Number(one.code === first)), [all, first]);
  return (
    <Autocomplete
      aria-label={t("signIn.country")}
      value={country}
      onChange={(code) => code && onChange(code as CountryCode)}
      className="w-auto shrink-0"
    >
      <Autocomplete.Trigger className="h-12 min-w-24 cursor-pointer items-center gap-1.5 rounded-xl border border-border bg-field px-3 shadow-none">
        <Autocomplete.Value className="text-base leading-none">
          <bdi dir="ltr" className="flex gap-1.5">
            <span className="text-muted">{country}</span>
            {chosen && digits(chosen.callingCode)}
          </bdi>
        </Autocomplete.Value>
        <Autocomplete.Indicator />
      </Autocomplete.Trigger>
      {/* Phone numbers run from left to right in every language. */}
      <Autocomplete.Popover placement="bottom left" containerPadding={16} className="w-[calc(100vw-2rem)] max-w-none sm:w-96">
        <Autocomplete.Filter filter={(text, typed) => contains(text, toLatinDigits(typed))}>
          <SearchField autoFocus aria-label={t("signIn.findCountry")}>
            <SearchField.Group>
              <SearchField.SearchIcon />
              <SearchField.Input placeholder={t("signIn.findCountry")} />
              <SearchField.ClearButton aria-label={t("explore.clear")} />
            </SearchField.Group>
          </SearchField>
          <ListBox
            aria-label={t("signIn.country")}
            className="max-h-56 scroll-py-1.5 overflow-y-auto"
            renderEmptyState={() => <p className="p-4 text-center text-sm text-muted">{t("signIn.noCountry")}</p>}
          >
            {countries.map(({ code, name, callingCode }) => (
              <ListBox.Item key={code} id={code} textValue={`${name} ${code} ${callingCode}`}>
                <span className="flex-1 truncate">{name}</span>
                <bdi dir="ltr" className="text-muted">
                  {digits(callingCode)}
                </bdi>
                <ListBox.ItemIndicator />
              </ListBox.Item>
            ))}
          </ListBox>
        </Autocomplete.Filter>
      </Autocomplete.Popover>
    </Autocomplete>
  );
}
