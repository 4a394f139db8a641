import "@/shared/translations/i18n";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { usePreferences } from "@/shared/stores/preferences";
import en from "@/shared/translations/en.json";
import { PictureChooser } from "./picture-chooser";

let chosen: string[];
let opened: number;
let captured: string | null;

beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  chosen = [];
  opened = 0;
  vi.spyOn(HTMLInputElement.prototype, "click").mockImplementation(function (this: HTMLInputElement) {
    opened += this.type === "file" ? 1 : 0;
    captured = this.getAttribute("capture");
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

const consent = () => screen.queryByRole<HTMLInputElement>("checkbox", { name: en.photos.consent });
const tick = () => fireEvent.click(consent()!);

test("opens the files at once, and asks for no confirmation without photos", () => {
  fireEvent.click(screen.getByText(en.photos.drop));

  expect(opened).toBe(1);
  expect(consent()).toBeNull();
});

test("opens the camera of a phone with the same input, only this time", () => {
  fireEvent.click(screen.getByRole("button", { name: en.photos.camera, hidden: true }));
  expect(captured).toBe("user");

  fireEvent.click(screen.getByText(en.photos.drop));
  expect(captured).toBeNull();
});

test("takes dropped files", async () => {
  fireEvent.drop(screen.getByText(en.photos.drop), { dataTransfer: { files: [new File([], "a.png")] } });

  await vi.waitFor(() => expect(chosen).toEqual(["a.png"]));
});

describe("the confirmation", () => {
  let me: File;
  const chooser = (...photos: File[]) => (
    <PictureChooser
      pictures={photos.map((file) => ({ key: file.name, file, preview: "", state: "waiting", progress: 0 }))}
      isBusy={false}
      rules=""
      hint=""
      onChoose={() => []}
      onRemove={() => {}}
    />
  );
  let show: (...photos: File[]) => void;
  const open = (...photos: File[]) => {
    cleanup();
    const { rerender } = render(chooser(...photos));
    show = (...changed) => rerender(chooser(...changed));
  };
  beforeEach(() => {
    me = new File(["me"], "me.png");
    open();
  });

  test("includes the photos that are chosen after it, and ends with the last one", () => {
    show(me);
    tick();
    expect(consent()?.checked).toBe(true);
    show(me, new File(["friend"], "friend.png"));
    expect(consent()?.checked).toBe(true);

    show();
    expect(consent()).toBeNull();
    show(new File(["other"], "other.png"));
    expect(consent()?.checked).toBe(false);
  });

  test("stays with its photos on another page, and is asked for others", () => {
    show(me);
    tick();

    open();
    expect(consent()).toBeNull();
    open(me);
    expect(consent()?.checked).toBe(true);
    open(new File(["friend"], "friend.png"));
    expect(consent()?.checked).toBe(false);
  });

  test("is asked again after a reload, whose photos are other objects", () => {
    show(me);
    tick();

    open(new File([me], me.name));
    expect(consent()?.checked).toBe(false);
  });

  test("can be withdrawn", () => {
    show(me);
    tick();
    tick();

    open(me);
    expect(consent()?.checked).toBe(false);
  });

  test("survives a sign-in and ends with the session", () => {
    show(me);
    tick();
    act(() => session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 }));
    expect(consent()?.checked).toBe(true);

    act(() => session.end());
    expect(consent()?.checked).toBe(false);
    open(me);
    expect(consent()?.checked).toBe(false);
  });
});

test("says what is missing unless photos are being sent or one has failed", () => {
  cleanup();
  const picture = { key: "1", file: new File([], "a.png"), preview: "", progress: 0 } as const;
  const chooser = (state: "waiting" | "failed", isBusy: boolean) => (
    <PictureChooser pictures={[{ ...picture, state }]} isBusy={isBusy} rules="" hint="All set." onChoose={() => []} onRemove={() => {}} />
  );
  const { rerender } = render(chooser("waiting", false));
  tick();
  expect(screen.queryByText(/All set\./)).not.toBeNull();

  rerender(chooser("failed", false));
  expect(screen.queryByText(/All set\./)).toBeNull();
  rerender(chooser("waiting", true));
  expect(screen.queryByText(/All set\./)).toBeNull();
});
