import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { queryClient } from "@/shared/queries/query-client";
import { usePreferences } from "@/shared/stores/preferences";
import { useCategories } from "./use-categories";

afterEach(cleanup);

test("shows the categories in the other language until the chosen language is loaded", async () => {
  let isDown = false;
  vi.stubGlobal("fetch", async (request: Request) =>
    isDown
      ? Response.json({ status: "error", code: "INTERNAL" }, { status: 500 })
      : Response.json({ status: "success", data: { categories: [{ name: request.headers.get("Accept-Language") }] } }),
  );
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
  const show = () => renderHook(useCategories, { wrapper }).result;
  usePreferences.getState().choose({ language: "en" });
  const shown = show();
  await vi.waitFor(() => expect(shown.current).toEqual([{ name: "en" }]));

  isDown = true;
  act(() => usePreferences.getState().choose({ language: "fa" }));
  await vi.waitFor(() => expect(queryClient.getQueryState(["categories", "fa"])?.status).toBe("error"));
  expect(shown.current).toEqual([{ name: "en" }]);

  isDown = false;
  const later = show();
  await vi.waitFor(() => expect([shown.current, later.current]).toEqual([[{ name: "fa" }], [{ name: "fa" }]]));
});
