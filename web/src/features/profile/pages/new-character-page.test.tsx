import i18next from "@/shared/translations/i18n";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { usePreferences } from "@/shared/stores/preferences";
import commonEn from "@/shared/translations/en.json";
import profileEn from "@/shared/translations/profile/en.json";
import { useNewCharacter } from "../stores/new-character";
import { NewCharacterPage } from "./new-character-page";

const en = { ...commonEn, ...profileEn };

beforeAll(() => i18next.loadNamespaces("profile"));
beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  useNewCharacter.getState().reset();
});
afterEach(cleanup);

test("its one button says what is missing and leads there", async () => {
  const create = vi.fn(async () => null);
  useNewCharacter.setState({ create });
  render(<NewCharacterPage />, { wrapper: MemoryRouter });
  const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

  press("Add 3 photos");
  expect(document.activeElement).toBe(screen.getByRole("button", { name: new RegExp(en.photos.choose) }));
  const files = ["a", "b", "c"].map((name) => new File([name], `${name}.png`, { type: "image/png" }));
  fireEvent.change(document.querySelector("input[type=file]")!, { target: { files } });
  const consent = screen.getByRole("checkbox", { name: en.photos.consent });
  press(en.photos.needsConsent);
  expect(document.activeElement).toBe(consent);
  fireEvent.click(consent);
  press(en.characters.enterName);
  expect(document.activeElement).toBe(screen.getByLabelText(en.characters.name));
  expect(create).not.toHaveBeenCalled();

  fireEvent.change(screen.getByLabelText(en.characters.name), { target: { value: "Sara" } });
  press(en.explore.createCharacter);
  expect(create).toHaveBeenCalledOnce();
});
