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

let requests: { method: string; body: unknown }[];
let status: number;

beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  requests = [];
  status = 200;
  vi.stubGlobal("fetch", async (request: Request) => {
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
  return <ShareDialog generation={{ id: "a", prompt, templateId, ...state }} isOpen onChange={setState} onClose={() => {}} />;
}

function open(initial = PRIVATE, { prompt = "at dusk" as string | null, templateId = "t" as string | null } = {}) {
  render(<Page initial={initial} prompt={prompt} templateId={templateId} />);
}

const link = () => screen.queryByLabelText<HTMLInputElement>(en.share.link);
const checkbox = () => screen.getByRole<HTMLInputElement>("checkbox", { name: en.share.showPrompt });
const radio = (visibility: "link" | "public") =>
  screen.getByRole<HTMLInputElement>("radio", { name: new RegExp(en.share.visibility[visibility].title) });

test("shares nothing until the link is created, and then shows it", async () => {
  open();
  fireEvent.click(radio("public"));
  fireEvent.click(checkbox());

  expect(requests).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: en.share.create }));

  expect(await screen.findByDisplayValue(`${location.origin}/s/${SLUG}`)).toBeTruthy();
  expect(requests).toEqual([{ method: "PUT", body: { visibility: "public", showPrompt: true } }]);
});

test("opens with the link of a shared image, and applies changes at once", async () => {
  open({ visibility: "public", slug: SLUG, showPrompt: true });

  expect(link()?.value).toBe(`${location.origin}/s/${SLUG}`);
  expect([radio("public").checked, checkbox().checked]).toEqual([true, true]);
  fireEvent.click(checkbox());

  await vi.waitFor(() => expect(requests).toEqual([{ method: "PUT", body: { visibility: "public", showPrompt: false } }]));
});

test("stops sharing", async () => {
  open({ visibility: "link", slug: SLUG, showPrompt: false });
  fireEvent.click(screen.getByRole("button", { name: en.share.stop }));

  expect(await screen.findByRole("button", { name: en.share.create })).toBeTruthy();
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
