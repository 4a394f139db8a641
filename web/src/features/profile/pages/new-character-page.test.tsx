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

test("its button waits for what is missing, which stands above it", async () => {
  const create = vi.fn(async () => null);
  useNewCharacter.setState({ create });
  render(<NewCharacterPage />, { wrapper: MemoryRouter });
  const button = () => screen.getByRole<HTMLButtonElement>("button", { name: en.explore.addCharacter });
  const state = () => [button().disabled, document.getElementById("gap")?.textContent];

  expect(state()).toEqual([true, "Still needed: 3 photos and a name."]);
  const files = ["a", "b", "c"].map((name) => new File([name], `${name}.png`, { type: "image/png" }));
  fireEvent.change(document.querySelector("input[type=file]")!, { target: { files: files.slice(1) } });
  await vi.waitFor(() => expect(state()).toEqual([true, "Still needed: 1 photo, your confirmation and a name."]));
  fireEvent.change(document.querySelector("input[type=file]")!, { target: { files: files.slice(0, 1) } });
  await vi.waitFor(() => expect(state()).toEqual([true, "Still needed: your confirmation and a name."]));
  const consent = screen.getByRole("checkbox", { name: en.photos.consent });
  fireEvent.click(consent);
  expect(state()).toEqual([true, "Still needed: a name."]);
  fireEvent.submit(button().closest("form")!);
  expect(create).not.toHaveBeenCalled();

  fireEvent.change(screen.getByLabelText(en.characters.name), { target: { value: "Sara" } });
  expect(state()).toEqual([false, undefined]);
  fireEvent.click(consent);
  expect(state()).toEqual([true, en.photos.needsConsent]);
  fireEvent.click(consent);
  fireEvent.click(button());
  expect(create).toHaveBeenCalledOnce();
});
