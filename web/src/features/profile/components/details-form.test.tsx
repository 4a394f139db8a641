import i18next from "@/shared/translations/i18n";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { User } from "@/core/domain/entities/user";
import { usePreferences } from "@/shared/stores/preferences";
import commonEn from "@/shared/translations/en.json";
import profileEn from "@/shared/translations/profile/en.json";
import { DetailsForm } from "./details-form";

const texts = { ...commonEn, ...profileEn };

let changes: unknown[];

beforeAll(() => i18next.loadNamespaces("profile"));
beforeEach(() => {
  usePreferences.getState().choose({ language: "en" });
  changes = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    changes.push(await request.json());
    return Response.json({ status: "success", data: { user: {} } });
  });
  render(<DetailsForm user={{ name: "Sara", email: "sara@nero.example" } as User} />);
});
afterEach(cleanup);

const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const save = () => fireEvent.click(screen.getByRole("button", { name: texts.app.save }));

test("an empty field removes the name or the email address", async () => {
  type(texts.profile.name, " ");
  type(texts.profile.email, "");
  save();

  await vi.waitFor(() => expect(changes).toEqual([{ name: null, email: null }]));
});

test("can be saved only if something else is typed, apart from spaces around it", () => {
  const button = screen.getByRole<HTMLButtonElement>("button", { name: texts.app.save });
  type(texts.profile.name, " Sara ");
  expect(button.disabled).toBe(true);

  type(texts.profile.name, "Sara A.");
  expect(button.disabled).toBe(false);
});
