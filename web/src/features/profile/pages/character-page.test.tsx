import i18next from "@/shared/translations/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { createMemoryRouter, RouterProvider, useLocation } from "react-router";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { uploadPicture } from "@/core/api/upload";
import type { Character, CharacterChange } from "@/core/domain/entities/character";
import { queryClient } from "@/shared/queries/query-client";
import { usePreferences } from "@/shared/stores/preferences";
import commonEn from "@/shared/translations/en.json";
import profileEn from "@/shared/translations/profile/en.json";
import { CharacterPage } from "./character-page";

const en = { ...commonEn, ...profileEn };

beforeAll(() => i18next.loadNamespaces("profile"));

vi.mock("@/core/api/upload", () => ({ uploadPicture: vi.fn() }));

let character: Character;
let changes: CharacterChange[];
let status: number;
let isReady: Promise<unknown>;

const withPictures = (...ids: string[]): Character => ({
  id: "c",
  userId: "u",
  name: "Sara",
  // Not in their order, like in a response.
  images: ids.map((id, order) => ({ id, url: `/${id}.jpg`, publicId: id, order })).reverse(),
  createdAt: "2026-05-14T12:00:00Z",
  updatedAt: "2026-05-14T12:00:00Z",
});

function changed({ name, addUploads, removeImages, order }: CharacterChange): Character {
  const ids = order ?? character.images.toSorted((one, other) => one.order - other.order).map(({ id }) => id);
  const added = (addUploads ?? []).map(({ publicId }) => publicId);
  return { ...withPictures(...ids.filter((id) => !removeImages?.includes(id)), ...added), name: name ?? character.name };
}

beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  vi.mocked(uploadPicture).mockImplementation(async ({ publicId }) => ({ publicId, version: 1, signature: "s" }));
  changes = [];
  status = 200;
  isReady = Promise.resolve();
  character = withPictures("p1", "p2", "p3", "p4");
  vi.stubGlobal("fetch", async (request: Request) => {
    const path = new URL(request.url).pathname.replace("/api/v1", "");
    if (request.method === "PATCH") {
      const change = (await request.json()) as CharacterChange;
      changes.push(change);
      await isReady;
      if (status !== 200) {
        return Response.json({ status: "error", code: "DATABASE_UNAVAILABLE", message: "", requestId: "" }, { status });
      }
      character = changed(change);
      return Response.json({ status: "success", data: { character } });
    }
    if (path === "/characters/uploads") {
      const uploads = [{ uploadUrl: "/up", fields: {}, publicId: "p5" }];
      return Response.json({ status: "success", data: { uploads, expiresAt: new Date(Date.now() + 600_000).toISOString() } });
    }
    if (path === "/characters/c") {
      return Response.json({ status: "success", message: "Character deleted successfully" });
    }
    return Response.json({ status: "success", data: path === "/characters" ? { characters: [character] } : { user: {}, stats: {} } });
  });
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
});

afterEach(() => {
  cleanup();
  session.end();
});

function CreatePage() {
  return <p>Create with {(useLocation().state as { characterId: string }).characterId}</p>;
}

async function open(id = "c") {
  const router = createMemoryRouter(
    [
      { path: "/characters/:id", Component: CharacterPage },
      { path: "/create", Component: CreatePage },
      { path: "/profile/characters", element: <h1>Profile</h1> },
    ],
    { initialEntries: [`/characters/${id}`] },
  );
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  await screen.findByRole("heading", { level: 1 });
}

const edit = () => fireEvent.click(screen.getByRole("button", { name: en.character.edit }));

const urls = () => [...document.querySelectorAll("[data-picture]")].map((tile) => tile.getAttribute("data-picture"));

test("creates an image with the character as its main action", async () => {
  await open();

  expect(urls()).toEqual(["p1", "p2", "p3", "p4"]);
  fireEvent.click(screen.getByRole("link", { name: "Make a picture with Sara" }));

  expect(await screen.findByText("Create with c")).toBeTruthy();
});

test("shows the pictures without buttons until they are edited", async () => {
  await open();
  const buttons = () => document.querySelectorAll("[data-picture] button").length;
  expect(buttons()).toBe(0);

  edit();
  // Each one can be chosen, removed, and moved in two directions.
  expect(buttons()).toBe(16);

  fireEvent.click(screen.getByRole("button", { name: en.character.done }));
  expect(buttons()).toBe(0);
});

test("moves a picture at once, and tells the server the whole order", async () => {
  await open();
  edit();
  fireEvent.click(screen.getByRole("button", { name: "Move photo 3 earlier" }));

  await vi.waitFor(() => expect(urls()).toEqual(["p1", "p3", "p2", "p4"]));
  expect(changes).toEqual([{ order: ["p1", "p3", "p2", "p4"] }]);
  await screen.findByText("Moved to position 2");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Move photo 2 earlier");
});

test("puts the old order back if the request fails", async () => {
  await open();
  edit();
  status = 503;
  let respond = () => {};
  isReady = new Promise<void>((resolve) => {
    respond = resolve;
  });
  fireEvent.click(screen.getByRole("button", { name: "Move photo 1 later" }));
  await vi.waitFor(() => expect(urls()).toEqual(["p2", "p1", "p3", "p4"]));
  respond();

  await vi.waitFor(() => expect(urls()).toEqual(["p1", "p2", "p3", "p4"]));
});

test("removes a picture after a question, but keeps three", async () => {
  await open();
  edit();
  fireEvent.click(screen.getByRole("button", { name: "Remove photo 2" }));
  fireEvent.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: en.character.remove }));

  await vi.waitFor(() => expect(urls()).toEqual(["p1", "p3", "p4"]));
  expect(changes).toEqual([{ removeImages: ["p2"] }]);
  expect(screen.queryByRole("button", { name: /Remove photo/ })).toBeNull();
  expect(screen.getByText(/keeps at least 3 photos/)).toBeTruthy();
});

test("adds pictures up to five", async () => {
  await open();
  expect(screen.getByRole("button", { name: /Room for 1 more/ })).toBeTruthy();
  const file = (name: string) => new File(["x"], name, { type: "image/png" });
  const input = document.querySelector<HTMLInputElement>("input[type=file]")!;
  fireEvent.change(input, { target: { files: [file("a.png"), file("b.png")] } });
  await screen.findByText(en.photos.tooMany);
  fireEvent.click(screen.getByRole("checkbox", { name: en.photos.consent }));
  fireEvent.click(screen.getByRole("button", { name: "Add 1 photo" }));

  await vi.waitFor(() => expect(urls()).toEqual(["p1", "p2", "p3", "p4", "p5"]));
  expect(changes).toEqual([{ addUploads: [{ publicId: "p5", version: 1, signature: "s" }] }]);
  expect(screen.queryByRole("button", { name: new RegExp(en.character.add) })).toBeNull();
});

test("changes the name", async () => {
  await open();
  fireEvent.click(screen.getByRole("button", { name: en.character.rename }));
  fireEvent.change(screen.getByLabelText(en.characters.name), { target: { value: " Sara A. " } });
  fireEvent.click(screen.getByRole("button", { name: en.app.save }));

  expect(await screen.findByRole("heading", { level: 1, name: "Sara A." })).toBeTruthy();
  expect(changes).toEqual([{ name: "Sara A." }]);
});

test("deletes the character and goes to the profile", async () => {
  await open();
  fireEvent.click(screen.getByRole("button", { name: "Delete Sara" }));
  fireEvent.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: en.characters.deleteConfirm }));

  expect(await screen.findByRole("heading", { name: "Profile" })).toBeTruthy();
});

test("says that a character of somebody else does not exist", async () => {
  await open("d");

  expect(screen.getByRole("heading", { name: en.app.notFound.title })).toBeTruthy();
});
