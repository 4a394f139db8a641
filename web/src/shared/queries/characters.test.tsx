import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { useConnection } from "@/core/api/connection";
import type { Character } from "@/core/domain/entities/character";
import { useAccount } from "@/shared/queries/account";
import { queryClient } from "@/shared/queries/query-client";
import { addCharacter, removeCharacter, useCharacters } from "./characters";

const aCharacter = (id: string) => ({ id, name: id, images: [] }) as unknown as Character;

let requests: string[];
let deletion: number;
let isDown: boolean;

beforeEach(() => {
  requests = [];
  deletion = 200;
  isDown = false;
  vi.stubGlobal("fetch", async (request: Request) => {
    const { pathname } = new URL(request.url);
    requests.push(`${request.method} ${pathname.replace("/api/v1", "")}`);
    if (isDown) {
      throw new TypeError("Failed to fetch");
    }
    if (request.method === "DELETE") {
      const code = deletion === 404 ? "NOT_FOUND" : "INTERNAL";
      return Response.json(deletion === 200 ? { status: "success", data: {} } : { status: "error", code }, { status: deletion });
    }
    const data = pathname.endsWith("/characters") ? { characters: [aCharacter("a"), aCharacter("b")] } : { user: {}, stats: {} };
    return Response.json({ status: "success", data });
  });
  useConnection.setState({ isReachable: true });
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
});

afterEach(() => {
  cleanup();
  session.end();
});

const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
const show = () =>
  renderHook(
    () => {
      useAccount();
      return useCharacters();
    },
    { wrapper },
  ).result;
const idsOf = (shown: ReturnType<typeof show>) => shown.current.data?.map(({ id }) => id);

test("adds a new character first and refetches the account's counts", async () => {
  const shown = show();
  await vi.waitFor(() => expect(idsOf(shown)).toEqual(["a", "b"]));
  requests = [];

  act(() => addCharacter(aCharacter("c")));
  await vi.waitFor(() => expect(idsOf(shown)).toEqual(["c", "a", "b"]));
  expect(requests).toEqual(["GET /users/profile"]);
});

test.each([200, 404])("removes a character that was deleted now or earlier (%i)", async (status) => {
  const shown = show();
  await vi.waitFor(() => expect(idsOf(shown)).toEqual(["a", "b"]));
  deletion = status;

  await act(() => removeCharacter("a"));
  await vi.waitFor(() => expect(idsOf(shown)).toEqual(["b"]));
});

test("keeps a character when its deletion fails", async () => {
  const shown = show();
  await vi.waitFor(() => expect(idsOf(shown)).toEqual(["a", "b"]));
  deletion = 500;

  await expect(removeCharacter("a")).rejects.toMatchObject({ code: "INTERNAL" });
  expect(idsOf(shown)).toEqual(["a", "b"]);
});

test("refetches the characters after a reconnect", async () => {
  isDown = true;
  const shown = show();
  await vi.waitFor(() => expect(shown.current.error).toMatchObject({ code: "OFFLINE" }));

  isDown = false;
  act(() => useConnection.setState({ isReachable: true }));
  await vi.waitFor(() => expect(idsOf(shown)).toEqual(["a", "b"]));
});
