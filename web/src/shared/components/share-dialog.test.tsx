import i18next from "@/shared/translations/i18n";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { SharingState } from "@/shared/queries/sharing";
import { usePreferences } from "@/shared/stores/preferences";
import commonEn from "@/shared/translations/en.json";
import sharingEn from "@/shared/translations/sharing/en.json";
import { ShareDialog } from "./share-dialog";

const en = { ...commonEn, ...sharingEn };

beforeAll(() => i18next.loadNamespaces("sharing"));

const SLUG = "3q2-7wAAAAAAAAAAAAAAAA";
const PRIVATE: SharingState = { visibility: "private", slug: null, showPrompt: false };

const IMAGE = { url: "https://store.example/a.png", width: 3, height: 4, format: "png" as const, bytes: 3 };

let requests: { method: string; body: unknown }[];
let status: number;
/** What was copied, and what was given to the device's share sheet. */
let copied: string[];
let sent: unknown[];

beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  requests = [];
  status = 200;
  copied = [];
  sent = [];
  Object.defineProperty(navigator, "clipboard", {
    configurable: true,
    value: { writeText: async (text: string) => void copied.push(text) },
  });
  Object.defineProperty(navigator, "share", { configurable: true, value: undefined });
  Object.defineProperty(navigator, "canShare", { configurable: true, value: undefined });
  vi.stubGlobal("fetch", async (request: Request | string) => {
    if (typeof request === "string") {
      return new Response(new Blob(["png"], { type: "image/png" }), { status });
    }
    requests.push({ method: request.method, body: request.method === "PUT" ? await request.json() : null });
    return Response.json(
      status === 200
        ? { status: "success", data: { slug: SLUG, url: "" } }
        : { status: "error", code: "DATABASE_UNAVAILABLE", message: "", requestId: "" },
      { status },
    );
  });
});

afterEach(cleanup);

function Page({ initial, prompt, templateId }: { initial: SharingState; prompt: string | null; templateId: string | null }) {
  const [state, setState] = useState(initial);
  return <ShareDialog generation={{ id: "a", prompt, templateId, image: IMAGE, ...state }} isOpen onChange={setState} onClose={() => {}} />;
}

function open(initial = PRIVATE, { prompt = "at dusk" as string | null, templateId = "t" as string | null } = {}) {
  render(<Page initial={initial} prompt={prompt} templateId={templateId} />);
}

const link = () => screen.queryByLabelText<HTMLInputElement>(en.share.link);
const checkbox = () => screen.getByRole<HTMLInputElement>("checkbox", { name: en.share.showPrompt });
const radio = (visibility: "link" | "public") =>
  screen.getByRole<HTMLInputElement>("radio", { name: new RegExp(en.share.visibility[visibility].title) });

const URL_OF_IMAGE = `${location.origin}/s/${SLUG}`;
const SHOWN_URL = `${location.host}/s/${SLUG}`;

test("says what sharing means, and one press creates the link, copies it and shows it", async () => {
  open();
  expect(screen.getByText(en.share.confirm)).toBeTruthy();
  fireEvent.click(radio("public"));
  fireEvent.click(checkbox());

  expect(requests).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: en.share.create.copy }));

  expect(await screen.findByDisplayValue(SHOWN_URL)).toBeTruthy();
  expect(requests).toEqual([{ method: "PUT", body: { visibility: "public", showPrompt: true } }]);
  await vi.waitFor(() => expect(copied).toEqual([URL_OF_IMAGE]));
  expect(screen.queryByText(en.share.confirm)).toBeNull();
});

test("one press creates the link and opens the share sheet of a device that has one, which the user may close", async () => {
  Object.defineProperty(navigator, "share", {
    configurable: true,
    value: async (shared: unknown) => {
      sent.push(shared);
      throw new DOMException("closed", "AbortError");
    },
  });
  open();
  fireEvent.click(screen.getByRole("button", { name: en.share.create.send }));

  await vi.waitFor(() => expect(sent).toEqual([{ title: "Nero", url: URL_OF_IMAGE }]));
  expect(copied).toEqual([]);
  expect(link()?.value).toBe(SHOWN_URL);
});

test("a device that can send files sends the unchanged image, without a link", async () => {
  Object.defineProperty(navigator, "canShare", { configurable: true, value: () => true });
  Object.defineProperty(navigator, "share", { configurable: true, value: async (shared: unknown) => void sent.push(shared) });
  open();
  await vi.waitFor(() => {
    fireEvent.click(screen.getByRole("button", { name: en.share.sendPicture }));
    expect(sent).not.toEqual([]);
  });

  const [{ files }] = sent as [{ files: [File] }];
  expect([files[0].name, files[0].type, await files[0].text()]).toEqual(["nero-a.png", "image/png", "png"]);
  expect(requests).toEqual([]);
});

test("offers the link alone if the image cannot be loaded", async () => {
  Object.defineProperty(navigator, "canShare", { configurable: true, value: () => true });
  status = 503;
  open();

  await vi.waitFor(() => expect(screen.queryByRole("button", { name: en.share.sendPicture })).toBeNull());
  expect(screen.getByRole("button", { name: en.share.create.copy })).toBeTruthy();
});

test("copies nothing if the link cannot be created", async () => {
  open();
  status = 503;
  fireEvent.click(screen.getByRole("button", { name: en.share.create.copy }));

  expect((await screen.findByRole("alert")).textContent).toBe(en.errors.DATABASE_UNAVAILABLE);
  expect(copied).toEqual([]);
});

test("opens with the link of a shared image, and applies changes at once", async () => {
  open({ visibility: "public", slug: SLUG, showPrompt: true });

  expect(link()?.value).toBe(SHOWN_URL);
  expect([radio("public").checked, checkbox().checked]).toEqual([true, true]);
  fireEvent.click(checkbox());

  await vi.waitFor(() => expect(requests).toEqual([{ method: "PUT", body: { visibility: "public", showPrompt: false } }]));
  expect(await screen.findByText(en.share.saved)).toBeTruthy();

  fireEvent.click(screen.getByRole("button", { name: en.share.copy }));
  await vi.waitFor(() => expect(copied).toEqual([URL_OF_IMAGE]));
  expect(await screen.findByRole("button", { name: en.template.copied })).toBeTruthy();
});

test("stops sharing", async () => {
  open({ visibility: "link", slug: SLUG, showPrompt: false });
  fireEvent.click(screen.getByRole("button", { name: en.share.stop }));

  expect(await screen.findByText(en.share.confirm)).toBeTruthy();
  expect(link()).toBeNull();
  expect(requests).toEqual([{ method: "DELETE", body: null }]);
});

test("shows why a change failed, and takes it back", async () => {
  open({ visibility: "link", slug: SLUG, showPrompt: false });
  status = 503;
  fireEvent.click(radio("public"));

  expect((await screen.findByRole("alert")).textContent).toBe(en.errors.DATABASE_UNAVAILABLE);
  expect(radio("link").checked).toBe(true);
});

test("offers no prompt without one, and no list without a template", () => {
  open(PRIVATE, { prompt: null, templateId: null });

  expect(screen.queryByRole("checkbox")).toBeNull();
  expect(screen.getAllByRole("radio")).toHaveLength(1);
});
