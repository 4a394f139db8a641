import "@/shared/translations/i18n";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { usePhotoConsent } from "@/shared/stores/photo-consent";
import { usePreferences } from "@/shared/stores/preferences";
import en from "@/shared/translations/en.json";
import { PictureChooser } from "./picture-chooser";

let chosen: string[];
let opened: number;

beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  usePhotoConsent.setState({ isGiven: false });
  chosen = [];
  opened = 0;
  vi.spyOn(HTMLInputElement.prototype, "click").mockImplementation(function (this: HTMLInputElement) {
    opened += this.type === "file" ? 1 : 0;
  });
  render(
    <PictureChooser
      pictures={[]}
      isBusy={false}
      rules=""
      hint=""
      onChoose={(files) => {
        chosen.push(...files.map(({ name }) => name));
        return [];
      }}
      onRemove={() => {}}
    />,
  );
});

afterEach(cleanup);

const consent = () => screen.getByRole<HTMLInputElement>("checkbox", { name: en.photos.consent });
const tick = () => fireEvent.click(consent());
const drop = () => fireEvent.drop(screen.getByText(en.photos.drop), { dataTransfer: { files: [new File([], "a.png")] } });

test("opens the files only after the user has confirmed that they may use the photos", () => {
  fireEvent.click(screen.getByText(en.photos.drop));
  expect(screen.getByRole("alert").textContent).toBe(en.photos.needsConsent);
  expect(document.activeElement).toBe(consent());
  expect(opened).toBe(0);

  tick();
  expect(opened).toBe(1);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("holds dropped files until then", () => {
  drop();
  expect(chosen).toEqual([]);

  tick();
  expect(chosen).toEqual(["a.png"]);
});

test("asks once, and again after the user has signed out", () => {
  tick();
  drop();
  expect(chosen).toEqual(["a.png"]);

  act(() => session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 }));
  expect(consent().checked).toBe(true);
  act(() => session.end());
  expect(consent().checked).toBe(false);
});

test("keeps the confirmation over a reload, like the photos, until the user signs out", async () => {
  const afterReload = async () => {
    vi.resetModules();
    return (await import("@/shared/stores/photo-consent")).usePhotoConsent.getState().isGiven;
  };
  expect(await afterReload()).toBe(false);

  tick();
  expect(await afterReload()).toBe(true);

  act(() => session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 }));
  act(() => session.end());
  expect(await afterReload()).toBe(false);
});

test("says what is missing unless photos are being sent or one has failed", () => {
  cleanup();
  usePhotoConsent.setState({ isGiven: true });
  const picture = { key: "1", file: new File([], "a.png"), preview: "", progress: 0 } as const;
  const chooser = (state: "waiting" | "failed", isBusy: boolean) => (
    <PictureChooser pictures={[{ ...picture, state }]} isBusy={isBusy} rules="" hint="All set." onChoose={() => []} onRemove={() => {}} />
  );
  const { rerender } = render(chooser("waiting", false));
  expect(screen.queryByText("All set.")).not.toBeNull();

  rerender(chooser("failed", false));
  expect(screen.queryByText("All set.")).toBeNull();
  rerender(chooser("waiting", true));
  expect(screen.queryByText("All set.")).toBeNull();
});
