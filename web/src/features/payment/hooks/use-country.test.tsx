import { QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { queryClient } from "@/shared/queries/query-client";
import { useCountry } from "./use-country";

test("the country that a user has chosen ends with their session", () => {
  vi.stubGlobal("fetch", async () => Response.json({ status: "error", code: "INTERNAL" }, { status: 500 }));
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
  const { result } = renderHook(useCountry, { wrapper });
  act(() => result.current[1]("DE"));
  expect(result.current[0]).toBe("DE");

  act(() => session.end());

  expect(result.current[0]).not.toBe("DE");
  expect(sessionStorage.length).toBe(0);
});
