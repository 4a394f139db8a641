import "@/shared/translations/i18n";
import { cleanup, render, screen, within } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, test } from "vitest";
import { usePreferences } from "@/shared/stores/preferences";
import en from "@/shared/translations/en.json";
import { PreferencesMenu } from "./preferences-menu";

afterEach(cleanup);

test("has a section for the language and one for the theme", async () => {
  usePreferences.getState().choose({ language: "en" });
  render(<PreferencesMenu />, { wrapper: MemoryRouter });

  await screen.findByRole("menu", { name: en.app.preferences });
  const choices = (section: string) =>
    within(screen.getByRole("group", { name: section }))
      .getAllByRole("menuitemradio")
      .map((item) => item.getAttribute("data-key"));
  expect(choices(en.app.language)).toEqual(["en", "fa"]);
  expect(choices(en.app.theme)).toEqual(["system", "light", "dark"]);
});
